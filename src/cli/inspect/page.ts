import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PageFile } from '../../inspect/node/serve-inspector.js';
import { CommandError } from '../errors.js';

/** The page of the inspector, as it comes with the package. */
export interface InspectorPage {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly policy: string;
  /** Whether it can draw machines of others, which takes the package `elkjs`. */
  readonly drawsAll: boolean;
}

/** Below `dist`. */
const folder = new URL('../../../inspector/', import.meta.url);

/** The layout engine, if it is installed with the app, or with this package. */
function engine(): Buffer | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return readFileSync(createRequire(from).resolve('elkjs/lib/elk.bundled.js'));
    } catch {
      // Not there.
    }
  }
  return undefined;
}

/** @throws CommandError where the package was not built */
export function inspectorPage(from: URL = folder): InspectorPage {
  let html: PageFile;
  let code: PageFile;
  let policy: string;
  const file = (name: string, type: string): PageFile => ({
    type: `text/${type}; charset=utf-8`,
    body: readFileSync(new URL(name, from)),
  });
  try {
    html = file('index.html.gz', 'html');
    code = file('code.js.gz', 'javascript');
    policy = readFileSync(new URL('policy.txt', from), 'utf8').trim();
  } catch (error) {
    throw new CommandError('the page of the inspector is not there: run `npm run build` first', {
      cause: error,
    });
  }
  const elk = engine();
  const files = new Map([
    ['/', html],
    ['/index.html', html],
    ['/code.js', code],
  ]);
  if (elk) files.set('/elk.js', { type: 'text/javascript; charset=utf-8', body: gzipSync(elk) });
  return { files, policy, drawsAll: elk !== undefined };
}
