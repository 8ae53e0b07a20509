import { startEngine } from './support/engine.js';
import { startService } from './support/service.js';
import { startWorld } from './support/world.js';
import { installEngine } from './support/install.js';
import { live } from './support/life.js';
import { restateHost } from '../../src/durable/restate/index.js';
const t = Date.now();
const log = (...a: unknown[]) => console.log(Date.now() - t, ...a);
const binary = await installEngine('1.7.12');
const world = await startWorld();
const engine = await startEngine(binary);
const service = await startService({ ingress: engine.ingress, origin: world.origin }, engine.admin);
const host = restateHost({
  ingress: engine.ingress,
  admin: engine.admin,
  pollInterval: 50,
  patience: 60000,
});
let n = 0;
const life = live(host, 'dev', world, async ({ seq, view }) => {
  log('seen', seq, JSON.stringify(view).slice(0, 220));
  await service.kill();
  await service.start();
  n++;
});
setTimeout(async () => {
  log('STUCK?', JSON.stringify(await host.view('dev')));
  const q = async (query: string) =>
    (
      await (
        await fetch(`${engine.admin}/query`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query }),
        })
      ).json()
    ).rows;
  log(
    await q(
      "select id, target, status, retry_count, last_failure, last_failure_related_command_name, completed_at, scheduled_at from sys_invocation where status <> 'completed'",
    ),
  );
  log(await q('select service_name, service_key, key, value_utf8 from state'));
  log(world.paths, service.errors());
  await service.kill();
  await engine.remove();
  process.exit(0);
}, 40000);
await life;
log('ended', n);
await service.kill();
await engine.remove();
process.exit(0);
