/** What a host process is started with. */
export interface Start {
  readonly file: string;
  /** Of the simulator. */
  readonly origin: string;
  /** The write of a record, from 1 on, at which the process kills itself. */
  readonly killAt?: number;
  readonly killWhen?: 'before' | 'after';
}

/** What a test asks of the process. */
export interface Order {
  readonly id: number;
  readonly call: 'start' | 'send' | 'view' | 'take' | 'list';
  readonly args: readonly unknown[];
}

/** What the process says. */
export type Said =
  | { readonly ready: true }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } }
  | { readonly trouble: string };
