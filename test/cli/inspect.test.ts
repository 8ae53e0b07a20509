import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectorPage } from '../../src/cli/inspect/page.js';
import { serveInspector } from '../../src/inspect/node/serve-inspector.js';
import { connectTo } from '../inspect/support/sockets.js';
import { context, runIn } from './support.js';

let folder: string;
let page: URL;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inspector-'));
  page = pathToFileURL(`${folder}/`);
  writeFileSync(join(folder, 'index.html.gz'), gzipSync('<title>page</title>'));
  writeFileSync(join(folder, 'code.js.gz'), gzipSync('code()'));
  writeFileSync(join(folder, 'policy.txt'), "default-src 'none'\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page of the inspector', () => {
  it('is read from the package, with the layout engine where that is installed', () => {
    const { files, policy, drawsAll } = inspectorPage(page);
    expect(policy).toBe("default-src 'none'");
    expect(String(gunzipSync(files.get('/')!.body))).toBe('<title>page</title>');
    expect(drawsAll).toBe(true);
    expect(gunzipSync(files.get('/elk.js')!.body).length).toBeGreaterThan(1_000_000);
  });

  it('is served with its policy, in no frame, and brought together with apps', async () => {
    const served = await serveInspector({ ...inspectorPage(page), port: 0, host: '127.0.0.1' });
    const response = await fetch(`${served.origin}/?x#attach`);
    expect(await response.text()).toBe('<title>page</title>');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect((await fetch(`${served.origin}/other`)).status).toBe(404);
    expect((await fetch(served.origin, { method: 'POST' })).status).toBe(405);
    const inspector = await connectTo(served.appUrl.replace(/app$/, 'inspector'));
    const app = await connectTo(served.appUrl);
    app.say({ type: 'hello' });
    await expect.poll(() => inspector.messages).toEqual([{ type: 'hello' }]);
    await served.close();
  });
});

describe('inspect', () => {
  it('says what to do where the package was not built', async () => {
    expect(() => inspectorPage(new URL('nowhere/', page))).toThrow('run `npm run build` first');
  });

  it.each([
    [['--port', '70000'], '--port must be a whole number from 0 to 65535'],
    [['--allow-origins'], '--allow-origins needs a value: LIST'],
    [['--hots', 'x'], 'unknown option --hots'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await runIn(context(), 'inspect', ...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(why) as unknown });
  });
});
