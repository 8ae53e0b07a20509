import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { restateHost } from '../../src/durable/restate/index.js';
import { type Engine, startEngine } from './support/engine.js';
import { type Service, startService } from './support/service.js';
import { startWorld, type World } from './support/world.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let world: World;
let engine: Engine;
let service: Service;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restate-newest-'));
  const node = `node-${process.platform}-${process.arch}`;
  const packages = [`${node}@22`, '@restatedev/restate-sdk@1'];
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
  await promisify(execFile)('npm', ['install', ...options, ...packages]);
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'tve-auth-flow');
  await mkdir(own, { recursive: true });
  await cp(join(root, 'dist'), join(own, 'dist'), { recursive: true });
  await cp(join(root, 'package.json'), join(own, 'package.json'));
  for (const name of ['xstate', 'zod', 'nanoid'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  for (const name of ['service.mjs', 'own-machine.mjs'])
    await cp(join(root, 'test/restate/support', name), join(folder, name));

  world = await startWorld();
  engine = await startEngine(inject('binary'));
  service = await startService({ ingress: engine.ingress, origin: world.origin }, engine.admin, {
    node: join(modules, node, 'bin/node'),
    script: join(folder, 'service.mjs'),
  });
});

afterAll(async () => {
  await service?.kill();
  await engine?.remove();
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

it('the newest SDK serves flows on Node 22, also after a kill', async () => {
  const host = restateHost({ ingress: engine.ingress, pollInterval: 50, patience: 60_000 });
  await host.start('one', 'own', { name: 'one', delay: 200 });
  const request = world.hold(/name=one&/);
  await host.send('one', { type: 'ask', word: 'hello' });
  await request.arrived();
  await service.kill();
  await service.start();
  const ended = await host.waitFor('one', ({ isDone }) => isDone);
  expect(ended).toMatchObject({ seq: 4, view: { answer: 'answer hello' } });
  expect(world.own.map(({ restored }) => restored)).toEqual([false, true]);
  await host.close();
});
