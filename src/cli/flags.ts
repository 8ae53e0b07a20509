import { parseArgs } from 'node:util';
import type { Flag, FlagValues } from './command.js';
import { UsageError } from './errors.js';

/**
 * Reads what follows the name of a command.
 *
 * @throws UsageError for what the command does not know
 */
export function readFlags(
  args: readonly string[],
  flags: Readonly<Record<string, Flag>>,
  argument?: string,
): FlagValues {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // Not strict: its messages have several lines, and advice that does not fit.
  const { tokens } = parseArgs({
    args: [...args].map((arg) => (arg === '-h' ? '--help' : arg)),
    options,
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (argument === undefined || Object.hasOwn(values, argument)) {
        throw new UsageError(`unexpected ${quote(token.value)}`);
      }
      values[argument] = token.value;
    }
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (!flag) throw new UsageError(`unknown option ${rawName}`);
    if (Object.hasOwn(values, name)) throw new UsageError(`${rawName} is there twice`);
    if (flag.value === undefined) {
      if (inlineValue) throw new UsageError(`${rawName} takes no value`);
      values[name] = true;
      continue;
    }
    // `--port --host x`: the value was forgotten.
    const missing = !value || (!inlineValue && value.startsWith('--'));
    if (missing) throw new UsageError(`${rawName} needs a value: ${flag.value}`);
    values[name] = value;
  }
  return values;
}

/** The text of a flag, where it is there. */
export function textOf(values: FlagValues, name: string): string | undefined {
  const value = values[name];
  return value === true ? undefined : value;
}

/** The values of a flag that takes several, between commas or spaces. */
export const listOf = (values: FlagValues, name: string): readonly string[] =>
  (textOf(values, name) ?? '').split(/[\s,]+/).filter(Boolean);

/** @throws UsageError where the value is no whole number in the range */
export function integerOf(
  values: FlagValues,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `--${name} must be a whole number from ${least} to ${most}, not ${quote(value)}`,
  );
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** A time as `90`, `90s`, `5m` or `6h`, in milliseconds. @throws UsageError */
export function durationOf(values: FlagValues, name: string): number | undefined {
  const value = textOf(values, name);
  if (value === undefined) return undefined;
  const [, count, unit = 's'] = /^(\d{1,7})([smh])?$/.exec(value) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new UsageError(`--${name} must be a time such as 90s, 5m or 6h, not ${quote(value)}`);
}

/** How a message shows what somebody typed. */
export function quote(typed: string): string {
  return JSON.stringify(typed.length > 60 ? `${typed.slice(0, 59)}…` : typed);
}
