import { plainText } from '../inspect/plain-text.js';
import { type Command, commonFlags } from './command.js';
import type { CliContext } from './context.js';
import { demo } from './demo/demo.command.js';
import { CommandError, UsageError } from './errors.js';
import { quote, readFlags } from './flags.js';
import { commandHelp, overview } from './help.js';
import { inspect } from './inspect/inspect.command.js';
import { login } from './login/login.command.js';
import { replay } from './replay/replay.command.js';
import { secondScreen } from './second-screen/second-screen.command.js';
import { service } from './service/service.command.js';
import { simulator } from './simulator/simulator.command.js';
import { version } from './version.js';

const commands: readonly Command[] = [
  demo,
  simulator,
  login,
  secondScreen,
  inspect,
  replay,
  service,
];

/**
 * Runs one command line.
 *
 * @returns the exit code: 0, 1 where it could not be done, 2 where it makes no sense, 130 after Ctrl-C
 */
export async function run(args: readonly string[], context: CliContext): Promise<number> {
  const [first = '--help', ...rest] = args;
  const command = commands.find(({ name }) => name === first);
  try {
    if (command) await runCommand(command, rest, context);
    else context.stdout.write(answer(first, rest));
    return context.signal.aborted ? 130 : 0;
  } catch (error) {
    if (context.signal.aborted) return 130;
    context.stderr.write(`tve-auth-flow: ${describe(error, command)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand(
  command: Command,
  args: readonly string[],
  context: CliContext,
): Promise<void> {
  const all = { ...command.flags, ...commonFlags };
  const flags = readFlags(args, all, command.argument?.name);
  if (flags['help']) context.stdout.write(commandHelp(command));
  else await command.run(flags, context);
}

function answer(first: string, rest: readonly string[]): string {
  if (rest.length === 0 || first === 'help') {
    if (first === '--help' || first === '-h') return overview(commands);
    if (first === '--version' || first === '-v') return `${version()}\n`;
    if (first === 'help') {
      const about = commands.find(({ name }) => name === rest[0]);
      return about ? commandHelp(about) : overview(commands);
    }
  }
  if (first.startsWith('-')) {
    const known = /^(--help|-h|--version|-v)$/.test(first);
    throw new UsageError(known ? `${first} stands alone` : `unknown option ${first}`);
  }
  throw new UsageError(`unknown command ${quote(first)}`);
}

/** One line, whatever went wrong. */
function describe(error: unknown, command: Command | undefined): string {
  if (error instanceof UsageError) {
    const help = `tve-auth-flow ${command ? `${command.name} ` : ''}--help`;
    return plainText(`${error.message} (see ${help})`);
  }
  if (error instanceof CommandError) return plainText(error.message);
  return plainText(`unexpected: ${error instanceof Error ? error.message : String(error)}`);
}
