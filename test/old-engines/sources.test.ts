import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What the oldest engines lack and no polyfill of the guide brings. */
const forbidden: readonly RegExp[] = [
  /\bstructuredClone\b/,
  /\bqueueMicrotask\b/,
  /\brandomUUID\b/,
  /\bAbortSignal\.(?:timeout|any|abort)\b/,
  /\bsignal\??\.(?:reason|throwIfAborted)\b/,
  /\bURL\.(?:canParse|parse)\b/,
  /\bnew URL\(/,
  /\bObject\.(?:hasOwn|groupBy)\b/,
  /\bMap\.groupBy\b/,
  /\bArray\.fromAsync\b/,
  /\bPromise\.(?:allSettled|any|withResolvers|try)\b/,
  /\bSymbol\.(?:asyncIterator|dispose|asyncDispose)\b/,
  /\bfor await\b/,
  /\b(?:WeakRef|FinalizationRegistry|AggregateError|BigInt|SharedArrayBuffer|Atomics)\b/,
  /\b\d+n\b/,
  /\.(?:at|finally|flat|replaceAll|matchAll|findLast|findLastIndex)\(/,
  /\.(?:padStart|padEnd|trimStart|trimEnd|isWellFormed|toWellFormed)\(/,
  /\.(?:toSorted|toReversed|toSpliced|with)\(/,
  /\bsuper\([^)]*,\s*(?:options|\{ cause)/,
  /new (?:Range|Type|Syntax)?Error\([^)]*\{\s*cause/,
];

/** Those that only servers and tests run. */
const elsewhere =
  /^src\/(?:simulator|cli|durable|service|inspect\/node|conformance(?!\/rules))\/|^src\/node\.ts$|^src\/storage\/file\.ts$/;

const sources = ['src', 'machines']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.ts') && !elsewhere.test(path));

const withoutComments = (text: string) =>
  text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

describe('the sources that reach a browser', () => {
  it('are found', () => {
    expect(sources).toContain('src/client/request.ts');
    expect(sources).toContain('machines/logout/logout.machine.ts');
  });

  it.each(sources)('%s uses nothing that old engines lack', (path) => {
    const text = withoutComments(readFileSync(path, 'utf8'));
    expect(forbidden.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])).toEqual([]);
  });
});
