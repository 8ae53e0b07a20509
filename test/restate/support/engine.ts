import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

/** A Restate engine on loopback. */
export interface Engine {
  readonly ingress: string;
  readonly admin: string;
  readonly folder: string;
  readonly pid: () => number | undefined;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, on the same ports and data. */
  start(): Promise<void>;
  /** Ends it for good, and removes its data. */
  remove(): Promise<void>;
}

/** How an engine differs from one that is alone. */
export interface EngineOptions {
  readonly name?: string;
  /** For the other nodes. */
  readonly port?: number;
  /** Lines for the configuration file, before its sections. */
  readonly lines?: readonly string[];
  /** Sections for the configuration file. */
  readonly sections?: readonly string[];
}

/** Ports that nobody listens on. All are had before one is given back, so no two are the same. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      server.close();
      await once(server, 'close');
      if (typeof address !== 'object' || !address) throw new Error('There is no port');
      return address.port;
    }),
  );
}

const isHealthy = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

export async function startEngine(
  binary: string,
  { name = 'only', port: given, lines: own = [], sections = [] }: EngineOptions = {},
): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'restate-'));
  const [ingressPort, adminPort, nodePort] = await freePorts(3);
  const config = join(folder, 'restate.toml');
  const port = given ?? nodePort;
  const lines = [
    `base-dir = "${join(folder, 'data')}"`,
    `node-name = "${name}"`,
    `bind-address = "127.0.0.1:${port}"`,
    `advertised-address = "http://127.0.0.1:${port}"`,
    'listen-mode = "tcp"',
    'disable-telemetry = true',
    'default-num-partitions = 4',
    'rocksdb-total-memory-size = "256MB"',
    ...own,
    '[ingress]',
    `bind-address = "127.0.0.1:${ingressPort}"`,
    '[admin]',
    `bind-address = "127.0.0.1:${adminPort}"`,
    'disable-web-ui = true',
    ...sections,
  ];
  await writeFile(config, lines.join('\n'));
  const ingress = `http://127.0.0.1:${ingressPort}`;
  const admin = `http://127.0.0.1:${adminPort}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(binary, ['--config-file', config, '--no-logo'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, RUST_BACKTRACE: '0' },
    });
    const log = createWriteStream(join(folder, 'log'), { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    await until(
      async () =>
        (await isHealthy(`${admin}/health`)) && (await isHealthy(`${ingress}/restate/health`)),
      'the engine is healthy',
    );
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const isOver = once(child, 'exit');
    child.kill('SIGKILL');
    await isOver;
  }

  await start();
  return {
    ingress,
    admin,
    folder,
    pid: () => child?.pid,
    kill,
    start,
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
