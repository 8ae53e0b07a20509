/** Somewhere to write: a terminal, a pipe, or a test. */
export interface Output {
  write(text: string): void;
  /** Whether somebody looks at it while it is written. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** Everything that a command needs of the process it runs in. */
export interface CliContext {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
  /** Aborted by Ctrl-C, or when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** Milliseconds that a command may take to end once it is stopped; a second where it is not called. */
  readonly stayFor?: (milliseconds: number) => void;
  /** Everything that comes in on stdin. */
  readonly readInput: () => Promise<string>;
  /**
   * Asks a person, where one sits at a terminal. Nothing where they have closed the input, or where the
   * signal has ended the question.
   */
  readonly ask?:
    | ((question: string, signal: AbortSignal) => Promise<string | undefined>)
    | undefined;
}
