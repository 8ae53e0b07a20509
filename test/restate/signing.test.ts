import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { registerEndpoint, restateHost } from '../../src/durable/restate/index.js';
import { type Engine, startEngine } from './support/engine.js';
import { type Service, startService } from './support/service.js';

const origin = 'http://127.0.0.1:9';
let folder: string;
let engine: Engine;
const services: Service[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restate-key-'));
  const file = join(folder, 'key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  engine = await startEngine(inject('binary'), {
    sections: ['[worker.invoker]', `request-identity-private-key-pem-file = "${file}"`],
  });
});

afterAll(async () => {
  await Promise.all(services.map((service) => service.kill()));
  await engine?.remove();
  await rm(folder, { recursive: true, force: true });
});

/** What the port answers to somebody who is not the engine. */
function statusOf(uri: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const session = connect(uri);
    session.on('error', reject);
    const request = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/vnd.restate.invocation.v5',
    });
    request.on('error', reject);
    request.on('response', (headers) => {
      resolve(Number(headers[':status']));
      session.destroy();
    });
    request.end();
  });
}

it('an endpoint with the key of the engine serves it, and nobody else', async () => {
  const log = await readFile(join(engine.folder, 'log'), 'utf8');
  const [identityKey] = /publickeyv1_\w+/.exec(log) ?? [];
  expect(identityKey).toBeDefined();
  const { ingress, admin } = engine;
  const settings = { ingress, origin, identityKey: identityKey! };
  const service = await startService(settings, admin);
  services.push(service);
  const host = restateHost({ ingress });
  await host.start('one', 'own');
  expect(await host.send('one', { type: 'add' })).toMatchObject({ seq: 2, view: { count: 1 } });
  expect(await statusOf(service.uri, '/invoke/tveFlow/deliver')).toBe(401);
  await host.close();

  const stranger = await startService({
    ...settings,
    identityKey: 'publickeyv1_2G8dCQhArfvGpzPw5Vx2ALciR4xCLHfS5YaT93XjNxX9',
  });
  services.push(stranger);
  await expect(registerEndpoint({ admin, uri: stranger.uri })).rejects.toMatchObject({
    code: 'host_unavailable',
  });
});
