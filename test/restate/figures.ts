// What a sign-in costs on Restate beside an actor in an app, and what a flow that waits takes on disk. After a build:
// `npx tsx test/restate/figures.ts`
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AuthenticationView } from '../../src/index.js';
import { restateHost } from '../../src/durable/restate/index.js';
import { startEngine } from './support/engine.js';
import { installEngine } from './support/install.js';
import { startService } from './support/service.js';
import { pause } from './support/until.js';
import { startWorld } from './support/world.js';
import { VERSION } from './version.js';

const SIGN_INS = 300;
const AT_ONCE = 20;
const PARKED = 5_000;

const run = promisify(execFile);
const input = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
  screen: 'primary',
};
const phaseOf = (view: unknown) => (view as AuthenticationView).phase;

/** Milliseconds of CPU that a process has used, from Linux, which counts hundredths of a second. */
async function cpuOf(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function residentOf(pid: number | undefined): Promise<string> {
  const [, pages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
  return `${Math.round((Number(pages) * 4096) / 1e6)} MB`;
}

/** Kilobytes of a folder on disk. */
const sizeOf = async (folder: string): Promise<number> =>
  Number((await run('du', ['-sk', folder])).stdout.split('\t')[0]);

async function inTurns(count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work((next += 1));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const say = (...words: unknown[]) => process.stdout.write(`${words.join(' ')}\n`);

const world = await startWorld();
const engine = await startEngine(await installEngine(VERSION));
const service = await startService({ ingress: engine.ingress, origin: world.origin }, engine.admin);
const host = restateHost({ ingress: engine.ingress, admin: engine.admin, pollInterval: 500 });

async function signIn(key: string): Promise<void> {
  await host.start(key, 'authentication', input);
  const { view } = await host.waitFor(key, (state) => phaseOf(state.view) === 'authenticate');
  const { code } = view as Extract<AuthenticationView, { phase: 'authenticate' }>;
  await fetch(`${world.origin}/viewer?code=${code}`);
  await host.send(key, { type: 'userAgent.returned' });
  await host.waitFor(key, ({ isDone }) => isDone);
}

const actor = fileURLToPath(new URL('support/actor.mjs', import.meta.url));
const told = JSON.stringify({ origin: world.origin, count: SIGN_INS, atOnce: AT_ONCE });
const { stdout } = await run(process.execPath, [actor], {
  env: { ...process.env, SERVICE: told },
});
say('an actor in an app:', Number(stdout).toFixed(1), 'ms of CPU for a sign-in');

await inTurns(AT_ONCE, (at) => signIn(`warm-${at}`));
const before = [await cpuOf(service.pid()), await cpuOf(engine.pid())] as const;
const begun = Date.now();
await inTurns(SIGN_INS, (at) => signIn(`flow-${at}`));
const seconds = (Date.now() - begun) / 1000;
const of = async (pid: number | undefined, was: number) => ((await cpuOf(pid)) - was) / SIGN_INS;
say('Restate, service:', (await of(service.pid(), before[0])).toFixed(1), 'ms');
say('Restate, engine:', (await of(engine.pid(), before[1])).toFixed(1), 'ms');
say('Restate:', (SIGN_INS / seconds).toFixed(0), 'sign-ins a second,', AT_ONCE, 'at once');

const small = await sizeOf(engine.folder);
await inTurns(PARKED, async (at) => {
  await host.start(`parked-${at}`, 'own', { name: `parked-${at}`, delay: 3_600_000 });
  await host.send(`parked-${at}`, { type: 'wait' });
});
await pause(5_000);
const grown = (await sizeOf(engine.folder)) - small;
say('Restate:', (grown / PARKED).toFixed(2), 'kB on disk for each of', PARKED, 'that wait');
say('memory: service', await residentOf(service.pid()), ', engine', await residentOf(engine.pid()));

await host.close();
await service.kill();
await engine.remove();
await world.close();
