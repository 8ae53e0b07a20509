import { bundle } from '../support/bundle.js';
import type { Part } from '../support/report.js';

const entries = {
  '.': 'src/index.ts',
  './client': 'src/client/index.ts',
  './machines': 'machines/index.ts',
  './node': 'src/node.ts',
  './simulator': 'src/simulator/index.ts',
  './inspect': 'src/inspect/index.ts',
} as const;

/** Text that only the code of signing in has. */
const signInMarks = [
  'sessions/sso',
  'profiles/code',
  'createSession',
  'checkProfile',
  'missingParameters',
  'partner_profile',
] as const;

/** Whether an app ships only what it uses. */
export async function checkShaking(): Promise<Part> {
  const rows: string[][] = [];
  const failures: string[] = [];
  const check = (what: string, found: readonly string[], expected: boolean) => {
    const kept = found.length > 0 === expected;
    rows.push([what, found.join(', ') || 'none', kept ? 'yes' : 'no']);
    if (!kept) failures.push(`${what}: ${found.join(', ') || 'none'}`);
  };

  const logout = await bundle({ entryPoints: ['test/bench/apps/logout.ts'], minify: true });
  const signIn = await bundle({
    entryPoints: ['test/bench/apps/sign-in-and-out.ts'],
    minify: true,
  });
  const watching = (inputs: readonly string[]) =>
    inputs.filter((input) => input.startsWith('src/inspect/'));
  const marksIn = (code: string) => signInMarks.filter((mark) => code.includes(mark));
  check('code of signing in, in an app that only logs out', marksIn(logout.code), false);
  // A mark that was renamed would be found nowhere, and prove nothing.
  const lost = signInMarks.filter((mark) => !signIn.code.includes(mark));
  check('marks of it that an app that signs in lacks', lost, false);
  const machines = logout.inputs.filter((path) =>
    /^machines\/(?!logout\/).*\/|services\/(?!logout|service)/.test(path),
  );
  check('other machines and services in that app', machines, false);

  for (const [name, path] of Object.entries(entries)) {
    const { inputs } = await bundle({ entryPoints: [path], platform: 'node' });
    const forServers = new Set(
      inputs.flatMap(
        (input) => /node_modules\/(@hono\/node-server|hono|uqr|ws)\//.exec(input)?.[1] ?? [],
      ),
    );
    const serves = name === './simulator' || name === './node';
    check(`packages for servers in \`${name}\``, [...forServers], serves);
    // Those who watch, and the servers that they come to.
    if (name === './inspect' || name === './node') continue;
    check(`\`./inspect\` in \`${name}\``, watching(inputs), false);
  }
  const storage = await bundle({
    stdin: { contents: "export { fileStorage } from './src/node.ts'", resolveDir: process.cwd() },
    platform: 'node',
  });
  check('`./inspect` beside `fileStorage` of `./node`', watching(storage.inputs), false);
  return {
    id: 'shaking',
    title: 'What is left out',
    tables: [{ columns: ['question', 'found', 'as it should be'], rows }],
    notes: [],
    failures,
  };
}
