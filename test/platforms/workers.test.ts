import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { beforeAll, inject, it } from 'vitest';
import { bundle } from './support/bundle.js';
import { tools } from './support/install.js';
import { live } from './support/life.js';

let worker: string;
beforeAll(async () => {
  worker = await bundle(inject('apps').newest, 'worker.mjs', {
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    outfile: 'bundles/worker.js',
  });
});

/** A Worker that may ask this computer. */
const configuration = (compatibilityDate: string) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "${compatibilityDate}",
      globalOutbound = "loopback",
    )),
    (name = "loopback", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

/** Hands an order to a Worker in a new process. */
async function askWorker(order: string, config: string): Promise<string> {
  const process = spawn(tools.workerd, ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  process.stderr?.on('data', (text: Buffer) => {
    complaints += text.toString();
  });
  const ended = once(process, 'exit').then((): never => {
    throw new Error(complaints);
  });
  try {
    const lines = createInterface({ input: process.stdio[3] as Readable });
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    const { port } = JSON.parse(line) as { port: number };
    const request = fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: order });
    const response = await Promise.race([request, ended]);
    const text = await response.text();
    if (!response.ok) throw new Error(`${text}\n${complaints}`);
    return text;
  } finally {
    ended.catch(() => {});
    process.kill();
  }
}

it.each([
  ['of now', '2026-11-01'],
  ['from before `cache` was allowed in a request', '2024-09-01'],
])(
  'a Cloudflare Worker with a compatibility date %s signs in, plays, restores in a new process, and signs out',
  async (_name, date) => {
    const config = join(dirname(worker), `${date}.capnp`);
    await writeFile(config, configuration(date));
    await live(`Worker ${date}`, (order) => askWorker(order, config));
  },
);
