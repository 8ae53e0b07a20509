import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import type { PassStorage } from '../../client/index.js';
import { fileStorage } from '../../storage/file.js';
import type { FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError } from '../errors.js';
import { textOf } from '../flags.js';
import { systemCode, whySystem } from '../system-error.js';

const DEVICE_KEY = 'tve-auth-flow:device-id';

/** What a login leaves for the next one. */
export interface Store {
  readonly path: string;
  readonly storage: PassStorage;
  readonly deviceId: string;
}

/**
 * Opens the file that keeps the credentials, and the id of this device beside them: a viewer who signed
 * in stays so only as long as both stay the same.
 *
 * @throws CommandError where the file cannot be used
 */
export async function openStore(flags: FlagValues, context: CliContext): Promise<Store> {
  const path = textOf(flags, 'credentials') ?? defaultPath(context);
  const storage = fileStorage(path);
  try {
    await onlyForOwner(path);
    const deviceId = textOf(flags, 'device-id') ?? (await keptDeviceId(storage));
    return { path, storage, deviceId };
  } catch (error) {
    throw new CommandError(`cannot use the credentials file ${path}: ${whySystem(error)}`);
  }
}

/** The file in the user's own configuration folder. */
export function defaultPath({
  env,
  home,
  platform,
}: Pick<CliContext, 'env' | 'home' | 'platform'>): string {
  const folder =
    env['XDG_CONFIG_HOME'] ||
    (platform === 'win32' ? env['APPDATA'] : undefined) ||
    join(home, '.config');
  return join(folder, 'tve-auth-flow', 'credentials.json');
}

/** A file that came from elsewhere may be open to others. */
async function onlyForOwner(path: string): Promise<void> {
  try {
    await chmod(path, 0o600);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

async function keptDeviceId(storage: PassStorage): Promise<string> {
  const kept = await storage.getItem(DEVICE_KEY);
  if (typeof kept === 'string' && kept !== '') return kept;
  const deviceId = nanoid();
  await storage.setItem(DEVICE_KEY, deviceId);
  return deviceId;
}
