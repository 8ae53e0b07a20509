/** A case has seen what should not be. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
}

/** A case does not apply to this integration. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** @throws ConformanceFailure with this message */
export function check(holds: unknown, message: string): asserts holds {
  if (!holds) throw new ConformanceFailure(message);
}

/** Anything thrown, as a line for a report. */
export function told(error: unknown): string {
  if (error instanceof ConformanceFailure || error instanceof Skipped) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${String(error)}`;
}
