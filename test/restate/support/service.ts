import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { registerEndpoint } from '../../../src/durable/restate/index.js';
import { freePorts } from './engine.js';

/** What the process is told. */
export interface ServiceSettings {
  readonly ingress: string | readonly string[];
  readonly origin: string;
  readonly keepFinished?: number;
  readonly identityKey?: string;
  /** Whether what the engine stores is encrypted. */
  readonly isSealed?: boolean;
  /** Of the machine of the tests' own. Default: 1. */
  readonly version?: number;
}

/** A process that serves flows. */
export interface Service {
  readonly uri: string;
  readonly pid: () => number | undefined;
  /** What it has written to its error output. */
  readonly errors: () => string;
  kill(): Promise<void>;
  /** Starts it again on the same port, with other code if asked to. */
  start(change?: Partial<ServiceSettings>): Promise<void>;
}

/** What runs the service. */
const usual = {
  node: process.execPath,
  script: fileURLToPath(new URL('service.mjs', import.meta.url)),
};

export async function startService(
  settings: ServiceSettings,
  admin?: string,
  { node, script } = usual,
): Promise<Service> {
  const [port] = await freePorts(1);
  const uri = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let errors = '';

  async function start(change: Partial<ServiceSettings> = {}): Promise<void> {
    const told = JSON.stringify({ version: 1, ...settings, ...change, port });
    child = spawn(node, [script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SERVICE: told },
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const isOver = once(child, 'exit').then(() => {
      throw new Error(`The service has ended: ${errors}`);
    });
    isOver.catch(() => {});
    await Promise.race([once(child.stdout!, 'data'), isOver]);
  }

  await start();
  if (admin !== undefined) await registerEndpoint({ admin, uri });
  return {
    uri,
    pid: () => child?.pid,
    errors: () => errors,
    start,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const isOver = once(child, 'exit');
      child.kill('SIGKILL');
      await isOver;
    },
  };
}
