/** One thing that has happened. */
export interface Entry {
  /** What stands in the margin: the phase of a view, or who does something. */
  readonly label: string;
  /** What stands below it: the phase within that phase. */
  readonly inner?: string | undefined;
  readonly kind: 'phase' | 'person' | 'done' | 'failed';
  /** What happens; back quotes mark what is emphasised. */
  readonly text: string;
  /** A short list below the text. */
  readonly rows?: ReadonlyArray<readonly [name: string, value: string]>;
  /** What has to be done next. */
  readonly next?: string | undefined;
}

/** How a viewer gets from the television to a page. */
export interface CodeCard {
  readonly code: string;
  /** Where the viewer goes, where that is known. */
  readonly page?: string | undefined;
  /** What the QR code leads to; the page, with the code in it where the page takes one. */
  readonly scan?: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Something that takes time. */
export interface Waiting {
  readonly text: string;
  /** Epoch milliseconds: shows what is left of it. */
  readonly until?: number | undefined;
}

/** One step of a statechart. */
export interface Transition {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly step: string;
  readonly machine: string;
  /** What the app runs on, where there are several. */
  readonly device?: string | undefined;
  readonly phase: string;
  /** The state below, such as `authenticate.waiting`. */
  readonly state: string;
  readonly view: object;
}

/** What a command shows. Text for people and JSON for programs show different parts of it. */
export interface Screen {
  title(name: string, about: string): void;
  heading(text: string, aside?: string): void;
  entry(entry: Entry): void;
  code(card: CodeCard): void;
  fields(rows: ReadonlyArray<readonly [name: string, value: string]>): void;
  /** Lines as they are, for somebody to copy. */
  verbatim(lines: readonly string[]): void;
  /** Shows that something is awaited, until something else is or the returned function is called. */
  wait(waiting: Waiting): () => void;
  transition(transition: Transition): void;
  /** Leaves the terminal as it was. */
  close(): void;
}
