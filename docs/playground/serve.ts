import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ServedInspector, serveInspector } from '../../src/inspect/node/serve-inspector.js';

/** How the playground is served. */
export interface ServeOptions {
  /** Where it was built. */
  readonly folder: string;
  /** Its content security policy. */
  readonly policy: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Further origins whose pages may attach. */
  readonly origins?: readonly string[];
}

export type Served = ServedInspector;

/** Serves the playground, and brings together apps and pages below `/inspect`. @throws Error with `code`, as `listen` does */
export function serve({ folder, ...options }: ServeOptions): Promise<Served> {
  const file = (name: string, type: string) => ({
    type: `text/${type}; charset=utf-8`,
    body: gzipSync(readFileSync(join(folder, name))),
  });
  const html = file('index.html', 'html');
  const files = new Map([
    ['/', html],
    ['/index.html', html],
    ['/elk.js', file('elk.js', 'javascript')],
    ['/code.js', file('code.js', 'javascript')],
  ]);
  return serveInspector({ files, ...options });
}
