import { expect } from 'vitest';
import type { Journey } from '../journey.js';

/** No stored flow, view or error of the whole walk holds a secret. */
export function expectNoSecret({ texts, secrets }: Pick<Journey, 'texts' | 'secrets'>): void {
  const all = [...texts].join('\n');
  for (const secret of secrets) expect(all.includes(secret), `${secret} is seen`).toBe(false);
}
