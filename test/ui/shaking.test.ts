import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { de, en, es, fr, pt } from '../../src/index.js';

/** An app that imports from the package, as a bundler makes it. */
async function appOf(source: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source.replace('tve-auth-flow', './src/index.ts'), resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    metafile: true,
    charset: 'utf8',
  });
  const { inputs } = Object.values(metafile.outputs)[0]!;
  const files = Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  return { code: outputFiles[0]!.text, files };
}

const languages = { en, es, fr, de, pt };
/** The languages whose texts are in an app. */
const languagesIn = (code: string): string[] =>
  Object.entries(languages).flatMap(([name, { denied }]) =>
    code.includes(denied.message) ? [name] : [],
  );

describe('an app', () => {
  it('without any of it has none of it', async () => {
    const { code, files } = await appOf(
      `import { createPassClient, entitlementMachine, entitlementServices, entitlementView } from 'tve-auth-flow';
       console.log(createPassClient, entitlementMachine, entitlementServices, entitlementView);`,
    );
    expect(files.filter((file) => /\/ui\/|\/protocol\/code/.test(file))).toEqual([]);
    expect(languagesIn(code)).toEqual([]);
  });

  it('has the languages that it imports', async () => {
    const { code, files } = await appOf(
      `import { viewerText, en, fr } from 'tve-auth-flow'; console.log(viewerText, en, fr);`,
    );
    expect(languagesIn(code)).toEqual(['en', 'fr']);
    // Nothing runs of the machines.
    expect(files.filter((file) => file.startsWith('machines/'))).toEqual(['machines/denial.ts']);
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
  });

  it.each([
    ['pickerOf', ['src/protocol/compact.ts', 'src/protocol/url.ts', 'src/ui/picker.ts']],
    ['normaliseCode', ['src/protocol/code.ts']],
    ['wakeOn, timerLifecycle', ['src/ui/lifecycle.ts']],
  ])('with %s has nothing else', async (names, expected) => {
    const { files } = await appOf(
      `import { ${names} } from 'tve-auth-flow'; console.log(${names});`,
    );
    expect(files.filter((file) => file !== '<stdin>').sort()).toEqual(expected);
  });
});

it('nothing of a page is touched when it is imported', async () => {
  const { code } = await appOf(`export * from 'tve-auth-flow';`);
  expect(code).toContain('visibilitychange');
  // Where there is neither a page nor a timer.
  expect(() => {
    runInNewContext(code);
  }).not.toThrow();
});
