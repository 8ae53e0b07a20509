import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';

/** In every test of a file, XState 4 has nothing to complain about. */
export function expectNoWarnings(): void {
  let warn: MockInstance<typeof console.warn>;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn');
  });
  afterEach(() => {
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
}
