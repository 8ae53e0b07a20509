import type { Snippet } from './cut.js';
import { type PhaseCode, phaseCode } from './phases.js';
import { stateCode } from './states.js';

export type { Snippet } from './cut.js';
export type { Example } from './phases.js';

/** Lines of this project that the page shows, cut from their files when it is built. */
export interface ShownCode {
  /** By the id of the machine and the path of the state. */
  readonly states: Readonly<Record<string, Readonly<Record<string, Snippet>>>>;
  readonly phases: PhaseCode;
}

/** The lines as a script, which the page loads when somebody wants to read them. */
export function codeScript(): string {
  const code: ShownCode = { states: stateCode(), phases: phaseCode() };
  return `globalThis.CODE = ${JSON.stringify(code)};\n`;
}
