import {
  createHost,
  encryptedStore,
  FlowError,
  memoryItems,
  memoryStore,
} from '../../durable/index.js';
import type { FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError, UsageError } from '../errors.js';
import { quote, textOf } from '../flags.js';
import { encryptionKeys } from './keys.js';
import { lineOf } from './error-line.js';
import type { OpenStore } from './open-store.js';
import { onRestate } from './restate-store.js';

/** One line for the operator, in the log. */
export const logError = ({ stderr }: Pick<CliContext, 'stderr'>, error: unknown): void =>
  stderr.write(`tve-auth-flow: ${lineOf(error)}\n`);

/** Opens the store that the flags name. @throws UsageError, CommandError */
export async function openStore(flags: FlagValues, context: CliContext): Promise<OpenStore> {
  const given = textOf(flags, 'store');
  if (given === undefined)
    throw new UsageError('--store is missing: sqlite:FILE, restate, or memory for a trial');
  if (given === 'memory') return inMemory();
  const [, file] = /^sqlite:(.+)$/.exec(given) ?? [];
  if (file === undefined && given !== 'restate')
    throw new UsageError(`--store must be sqlite:FILE, restate or memory, not ${quote(given)}`);
  const keys = await encryptionKeys(flags, context);
  return file === undefined
    ? onRestate(flags, keys, (error) => logError(context, error))
    : inFile(file, keys);
}

function inMemory(): OpenStore {
  return {
    name: 'memory: everything is gone with this process',
    host: (flows) => createHost({ store: memoryStore(), ...flows }),
    items: memoryItems(),
    close: async () => {},
  };
}

async function inFile(file: string, keys: readonly Uint8Array[]): Promise<OpenStore> {
  // Its driver need not be there for any other command.
  const { sqliteStore } = await import('../../durable/sqlite/index.js');
  try {
    const store = encryptedStore(sqliteStore(file), keys);
    return {
      name: file,
      host: (flows) => createHost({ store, ...flows }),
      items: store.items,
      close: () => store.close(),
    };
  } catch (error) {
    if (error instanceof FlowError) throw new CommandError(error.message);
    throw error;
  }
}
