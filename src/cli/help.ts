import { type Command, commonFlags, type Flag } from './command.js';

/** What `--help` of a command prints. */
export function commandHelp(command: Command): string {
  const { name, about, details, argument, flags, examples } = command;
  return [
    about,
    '',
    ...(details ? [...details, ''] : []),
    `Usage: tve-auth-flow ${[name, argument?.name].filter(Boolean).join(' ')} [options]`,
    '',
    ...table([
      ...(argument ? [[argument.name, argument.about] as const] : []),
      ...Object.entries({ ...flags, ...commonFlags }).map(
        ([flag, spec]) => [flagHead(flag, spec), spec.about] as const,
      ),
    ]),
    '',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** What `--help` prints. */
export function overview(commands: readonly Command[]): string {
  return [
    'TV Everywhere as statecharts, from the sign-in to the sign-out: see it work, try it, use it.',
    '',
    'Usage: tve-auth-flow <command> [options]',
    '',
    ...table([
      ...commands.map(({ name, about }): [string, string] => [name, about]),
      ['', ''],
      ['--help', 'Says how to use it; also after a command.'],
      ['--version', 'Prints the version.'],
    ]),
    '',
    'Begin with: npx tve-auth-flow demo',
    '',
  ].join('\n');
}

function flagHead(name: string, { value }: Flag): string {
  return `--${name}${value === undefined ? '' : ` ${value}`}`;
}

function table(rows: ReadonlyArray<readonly [string, string]>): string[] {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, about]) => `  ${head.padEnd(width)}  ${about}`.trimEnd());
}
