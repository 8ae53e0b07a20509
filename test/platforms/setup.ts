import type { TestProject } from 'vitest/node';
import { installApps, installTools } from './support/install.js';
import { startHost } from './support/host.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the packed package and the files of `app`, for each XState. */
    apps: Readonly<Record<'lowest' | 'newest', string>>;
    /** The simulator. */
    origin: string;
    /** Signs viewers in, and says what a device has asked for. */
    host: string;
    /** A server that never answers. */
    silence: string;
  }
}

let close: () => Promise<void>;

export async function setup({ provide }: TestProject): Promise<void> {
  await installTools();
  provide('apps', await installApps());
  const host = await startHost();
  close = () => host.close();
  provide('origin', host.origin);
  provide('host', host.url);
  provide('silence', host.silence);
}

export const teardown = (): Promise<void> => close();
