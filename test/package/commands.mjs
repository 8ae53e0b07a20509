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
  const path = join(consumer, 'node_modules/.bin/tve-auth-flow');
  await served(path, 'simulator', async (origin) => {
    const response = await fetch(`${origin}/o/client/register`, { method: 'POST' });
    assert.equal(response.status, 400);
  });
  await served(path, 'inspect', async (origin) => {
    const response = await fetch(origin);
    assert.match(response.headers.get('content-security-policy'), /script-src 'self' 'sha256-/);
    assert.match(await response.text(), /<title>tve-auth-flow playground<\/title>/);
  });
}

/** Runs a command that serves, as long as somebody visits it. */
async function served(command, name, visit) {
  const server = spawn(command, [name, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let said = '';
    let origin;
    while (!origin) {
      const [chunk] = await Promise.race([
        once(server.stdout, 'data'),
        once(server, 'exit').then(() => [undefined]),
      ]);
      if (chunk === undefined) throw new Error(`${name} has ended:\n${said}`);
      said += chunk;
      origin = /http:\/\/127\.0\.0\.1:\d+(?=[\s/])/.exec(said)?.[0];
    }
    await visit(origin);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}
