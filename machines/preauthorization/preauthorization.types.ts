import type { PassErrorData } from '../../src/errors/index.js';

/** The input of `preauthorizationMachine`. */
export interface PreauthorizationInput {
  mvpd: string;
  /** As agreed with the MVPD; as many as there are to mark. */
  resources: readonly string[];
}

/** A mark in a list: what the viewer could watch, as far as it is known. Never a way to play. */
export interface Preauthorization {
  /** As it was asked for. */
  resource: string;
  permitted: boolean;
  /** Why not; with the remedy `retry`, nobody knows. */
  error?: PassErrorData;
}

export interface PreauthorizationContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  mvpd: string;
  resources: readonly string[];
  decisions: readonly Preauthorization[];
  error: PassErrorData | null;
}

export type PreauthorizationEvent = { type: 'retry' } | { type: 'cancel' };

/** The output of `preauthorizationMachine`. */
export type PreauthorizationOutput =
  /** In the order that was asked. */
  | { phase: 'done'; decisions: readonly Preauthorization[] }
  /** The viewer has to sign in, or to sign in again, before anybody decides. */
  | { phase: 'needs_authentication'; error: PassErrorData }
  | { phase: 'cancelled' };

/** What to render. */
export type PreauthorizationView =
  | { phase: 'preauthorizing' }
  | { phase: 'failed'; error: PassErrorData }
  | PreauthorizationOutput;
