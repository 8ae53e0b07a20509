import { inject, it } from 'vitest';
import { tools } from './support/install.js';
import { live, run } from './support/life.js';

const { newest: app } = inject('apps');

const runtimes: ReadonlyArray<readonly [name: string, program: string, ...words: string[]]> = [
  ['Node 20', tools.node(20)],
  ['Node 22', tools.node(22)],
  ['Node 24', tools.node(24)],
  ['Bun', tools.bun, '--no-install'],
  ['Deno', tools.deno, 'run', '--no-prompt', '--allow-read=.', '--allow-net=127.0.0.1'],
];

it.each(runtimes)(
  '%s signs in, plays, restores in a new process, and signs out',
  (name, program, ...words) =>
    live(name, (order) => run(program, [...words, 'process.mjs', './app.mjs', order], app)),
);

it.each(runtimes)(
  '%s runs the simulator, on a port and as fetch',
  async (_name, program, ...words) => {
    await run(program, [...words, 'simulator.mjs'], app);
  },
);
