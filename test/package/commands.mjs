import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs the commands that need no account, from the installed package. */
export async function checkCommands({ consumer, manifest, run }) {
  const command = (...words) =>
    run('npm', ['exec', '--no', '--', 'tve-auth-flow', ...words], consumer);
  assert.ok(command('--version').includes(manifest.version));
  const record = join(consumer, 'flight.json');
  assert.match(command('demo', '--record', record), /Signed in with Cablevision/);
  assert.match(command('replay', record), /authenticated/);
  // The demo shows it only on a terminal.
  const { renderUnicodeCompact } = await import(
    join(consumer, 'node_modules', manifest.name, 'dist/src/vendor/uqr.js')
  );
  assert.match(renderUnicodeCompact('code', { border: 2, invert: false }), /[█▄▀]/);
  await checkSimulator(join(consumer, 'node_modules/.bin/tve-auth-flow'));
}

async function checkSimulator(command) {
  const server = spawn(command, ['simulator', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let said = '';
    let origin;
    while (!origin) {
      const [chunk] = await Promise.race([
        once(server.stdout, 'data'),
        once(server, 'exit').then(() => [undefined]),
      ]);
      if (chunk === undefined) throw new Error(`the simulator has ended:\n${said}`);
      said += chunk;
      origin = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said)?.[0];
    }
    const response = await fetch(`${origin}/o/client/register`, { method: 'POST' });
    assert.equal(response.status, 400);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}
