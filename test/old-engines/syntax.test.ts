import { parse } from 'acorn';
import type { BuildOptions } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { lowered } from './bundles.js';

describe('the browser entry, lowered to ES2017', () => {
  it('parses as that', async () => {
    const code = await lowered({ entryPoints: ['src/index.ts'], globalName: 'tve' });
    expect(code.length).toBeGreaterThan(50_000);
    expect(() => parse(code, { ecmaVersion: 2017, sourceType: 'script' })).not.toThrow();
  });

  it('parses minified, too', async () => {
    const code = await lowered({ entryPoints: ['src/index.ts'], globalName: 'tve', minify: true });
    expect(() => parse(code, { ecmaVersion: 2017, sourceType: 'script' })).not.toThrow();
  });

  it('holds no regular expression of ours that would have to be lowered', async () => {
    const options: BuildOptions = {
      entryPoints: ['src/index.ts'],
      packages: 'external',
      format: 'esm',
    };
    const lower = await lowered(options);
    const asWritten = await lowered({ ...options, target: 'es2022' });
    // esbuild turns a literal that is too new into a call, which then fails where it runs.
    const calls = (code: string) => code.split('new RegExp(').length - 1;
    expect(calls(lower)).toBe(calls(asWritten));
  });
});
