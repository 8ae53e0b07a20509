/** A page of the TV provider, open in a user agent. */
export interface OpenPage {
  readonly on: 'tv' | 'phone';
  readonly mvpd: string;
  /** What was typed, as long as the story types it. */
  readonly typed: boolean;
  /** Why the last try was refused. */
  readonly problem?: string;
}
