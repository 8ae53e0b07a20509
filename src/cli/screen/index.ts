import type { FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { jsonScreen } from './json-screen.js';
import type { Screen } from './screen.js';
import { createStyle, wantsColor } from './style.js';
import { textScreen } from './text-screen.js';

export type { Entry, Screen, Transition } from './screen.js';

/**
 * The screen that the flags and the terminal ask for.
 *
 * @param margin Columns for the labels.
 */
export function openScreen(flags: FlagValues, context: CliContext, margin?: number): Screen {
  return flags['json']
    ? jsonScreen(context.stdout)
    : textScreen(context.stdout, createStyle(wantsColor(flags, context)), margin);
}
