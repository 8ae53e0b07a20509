import { expect } from 'vitest';
import type { Journey } from '../journey.js';

/** A flow has ended with an output, or is cancelled by an event: no state keeps a person. */
export function expectAWayOut(journey: Pick<Journey, 'flow' | 'snapshot'>): void {
  const { flow } = journey;
  if (journey.snapshot.status === 'active') flow.send({ type: 'cancel' });
  const { status, output } = journey.snapshot;
  expect(status).toBe('done');
  expect(output).toBeDefined();
}
