import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { UserConfig } from 'vitepress';
import { buildTo } from '../playground/build.js';

type Plugin = NonNullable<NonNullable<UserConfig['vite']>['plugins']>[number];

/* The playground as a part of the site, at `/demo/`. Guides link to that of `npm run playground`. */

const local = /^http:\/\/127\.0\.0\.1:4173\/#(scenario=(.*))$/;

/** Where the site has the scenario that a guide links to, or nothing for another link. */
export function demoOf(href: string): string | undefined {
  const [, scenario] = local.exec(href) ?? [];
  return scenario && `/demo/#${scenario}`;
}

/** The page that shows one step of a scenario alone, for a link that names a step. */
export function embedOf(href: string): string | undefined {
  const [, , scenario] = local.exec(href) ?? [];
  return scenario?.includes('&step=') ? `/demo/?embed=${scenario}` : undefined;
}

/** Pages of the site may show the playground in a frame, others may not. */
const policyOf = (policy: string) => `${policy}; frame-ancestors 'self'`;

/** Builds the playground into the site; `_headers` is how static hosts are told of headers. */
export async function addDemo(site: string): Promise<void> {
  const { policy } = await buildTo(join(site, 'demo'));
  const lines = ['/demo/*', `  Content-Security-Policy: ${policyOf(policy)}`, ''];
  writeFileSync(join(site, '_headers'), lines.join('\n'));
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Serves the playground to `npm run docs:dev`. It is built when it is asked for. */
export const demoWhileWriting = (): Plugin => ({
  name: 'demo',
  apply: 'serve',
  configureServer({ middlewares }) {
    const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-demo-'));
    let building: ReturnType<typeof buildTo> | undefined;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    middlewares.use('/demo', (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      building ??= buildTo(folder);
      building
        .then(async ({ policy }) => {
          const file = join(folder, pathname === '/' ? 'index.html' : pathname);
          response.setHeader('content-security-policy', policyOf(policy));
          response.setHeader('content-type', types[extname(file)] ?? 'text/plain');
          response.end(await readFile(file));
        })
        .catch((error: unknown) => {
          response.statusCode = 500;
          response.end(String(error));
        });
    });
  },
});
