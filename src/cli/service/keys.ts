import { readFile } from 'node:fs/promises';
import type { FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError, UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import { whySystem } from '../system-error.js';

/** Bytes of a key. */
const LENGTH = 32;

const HINT = 'make one with: openssl rand -base64 32';

/**
 * The keys that encrypt flows and what devices store, from a file or the environment: never from the command line
 * itself, which other users of the machine can read. Several stand in lines; the first one encrypts.
 *
 * @returns nothing where none are given
 * @throws CommandError; no message repeats any of it
 */
async function readKeys(
  flags: FlagValues,
  env: CliContext['env'],
): Promise<readonly Uint8Array[] | undefined> {
  const path = textOf(flags, 'key');
  const text = path === undefined ? env['TVE_SERVICE_KEY'] : await read(path);
  if (text === undefined) return undefined;
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((key) => {
      const bytes = /^[\w+/-]+=*$/.test(key)
        ? new Uint8Array(Buffer.from(key, 'base64'))
        : undefined;
      if (bytes?.byteLength === LENGTH) return bytes;
      throw new CommandError(`a key must be ${LENGTH} bytes in Base64; ${HINT}`);
    });
  if (keys.length === 0) throw new CommandError(`there is no key; ${HINT}`);
  return keys;
}

/** The same, where there has to be one. @throws UsageError, CommandError */
export async function encryptionKeys(
  flags: FlagValues,
  { env }: Pick<CliContext, 'env'>,
): Promise<readonly Uint8Array[]> {
  const keys = await readKeys(flags, env);
  if (keys) return keys;
  throw new UsageError(
    `the store holds secrets, and is encrypted: --key FILE or TVE_SERVICE_KEY is missing; ${HINT}`,
  );
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read the key in ${path}: ${whySystem(error)}`);
  }
}
