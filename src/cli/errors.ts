/** The command line makes no sense: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command could not do what it was asked to: exit code 1. The message is one line for a person. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
