import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Verify } from '../../service/index.js';
import type { FlagValues } from '../command.js';
import { CommandError } from '../errors.js';
import { textOf } from '../flags.js';

/** The function that the module of the flag exports; without one, the service is for this machine. */
export async function verifierOf(flags: FlagValues): Promise<Verify | 'loopback'> {
  const path = textOf(flags, 'verify');
  if (path === undefined) return 'loopback';
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(path)).href)) as typeof module;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot load the verifier ${path}: ${why}`);
  }
  if (typeof module.default === 'function') return module.default as Verify;
  throw new CommandError(`${path} must export a function as its default: (request) => device id`);
}
