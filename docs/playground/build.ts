import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import { chartStyle } from '../chart/index.js';
import { codeScript } from './code/code.js';
import { layoutCharts, layoutEngine } from './charts.js';
import { contentSecurityPolicy } from './content-security.js';

const source = 'docs/playground/src';
const engineFile = 'elk.js';
const codeFile = 'code.js';

/** What a page can't have: the simulator listens only in Node. */
const withoutNode: Plugin = {
  name: 'without-node',
  setup(build) {
    build.onResolve({ filter: /^(node:|@hono\/node-server$)/ }, ({ path }) => ({
      path,
      namespace: 'none',
    }));
    build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const textOf = (files: ReadonlyArray<{ readonly text: string }> | undefined) =>
  files?.[0]?.text ?? '';

async function scriptOf() {
  const charts = await layoutCharts();
  const { outputFiles, metafile } = await bundle({
    entryPoints: [`${source}/main.tsx`],
    bundle: true,
    minify: true,
    // Modules do not load from a file.
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    legalComments: 'none',
    define: {
      'process.env.NODE_ENV': '"production"',
      CHARTS: JSON.stringify(charts),
      ELK_FILE: JSON.stringify(engineFile),
      CODE_FILE: JSON.stringify(codeFile),
    },
    plugins: [withoutNode],
    metafile: true,
    write: false,
  });
  return {
    // Inside of the page, it would end or hide the script.
    script: textOf(outputFiles)
      .replaceAll('<!--', '\\x3c!--')
      .replaceAll(/<(?=\/?script)/gi, '\\x3c'),
    inputs: Object.keys(metafile.inputs),
  };
}

async function styleOf(): Promise<string> {
  const { outputFiles } = await bundle({
    stdin: { contents: `@import './style.css';\n${chartStyle}`, resolveDir: source, loader: 'css' },
    bundle: true,
    minify: true,
    target: 'es2022',
    write: false,
  });
  return textOf(outputFiles);
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%234a5bd4'/%3E%3Ccircle cx='11' cy='16' r='4' fill='%23fff'/%3E%3Ccircle cx='22' cy='16' r='3' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

/** The page, as one file: it works from any server, and opened as a file. */
export interface BuiltPage {
  readonly html: string;
  readonly policy: string;
  /** The files that are in it. */
  readonly inputs: readonly string[];
}

/** The page, without the layout engine. */
export async function buildPage(): Promise<BuiltPage> {
  const [{ script, inputs }, style] = await Promise.all([scriptOf(), styleOf()]);
  const policy = contentSecurityPolicy(script, style);
  const html = `<!doctype html>
<html lang="en" data-theme="auto">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="TV Everywhere sign-in as statecharts, to be played with.">
<title>tve-auth-flow playground</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
<div id="root"></div>
<script>${script}</script>
</html>
`;
  return { html, policy, inputs };
}

/** Writes the page and what it may load later. @returns What the page may do, for the header of a server */
export async function buildTo(folder: string): Promise<BuiltPage> {
  const page = await buildPage();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), page.html);
  writeFileSync(join(folder, engineFile), layoutEngine());
  writeFileSync(join(folder, codeFile), codeScript());
  return page;
}
