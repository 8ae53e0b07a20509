/** What each file imports, as it is written there; files by their paths from the top of the repository. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** A room of the house: what of it may be imported where. */
interface Room {
  /** The rooms below that it stands on; it may import itself as well. */
  readonly on: readonly string[];
  readonly packages: readonly string[];
  /** The files that may use what only Node has. */
  readonly node?: RegExp;
  /** The rooms that only those files stand on. */
  readonly nodeOn?: readonly string[];
}

const everythingBelow = ['protocol', 'errors', 'storage', 'machines', 'client', 'services'];

/** The rooms, by the names of their folders. */
export const rooms: Readonly<Record<string, Room>> = {
  // The ground floor: these two may import each other.
  protocol: { on: ['errors'], packages: ['zod/mini'] },
  errors: { on: ['protocol'], packages: [] },
  storage: { on: ['errors'], packages: ['nanoid'], node: /^src\/storage\/file(-lock)?\.ts$/ },
  machines: { on: ['protocol', 'errors'], packages: ['xstate'] },
  client: { on: ['protocol', 'errors', 'storage'], packages: [] },
  services: {
    on: ['client', 'machines', 'protocol', 'errors'],
    packages: ['xstate', 'nanoid', 'zod/mini'],
  },
  // Of packages that are bundled, what is used of them.
  vendor: {
    on: [],
    packages: ['hono', '@hono/node-server', 'uqr', 'ws'],
    node: /^src\/vendor\/(node-server|ws)\.ts$/,
  },
  simulator: {
    on: ['protocol', 'errors', 'vendor'],
    packages: ['nanoid'],
    node: /^src\/simulator\/listen\.ts$/,
  },
  // Pure functions for what an app shows; of the machines, nothing runs here.
  ui: { on: ['machines', 'protocol', 'errors'], packages: [] },
  // Neutral: it judges an integration by what that sends, ours as well as another.
  conformance: { on: ['simulator', 'client', 'protocol', 'errors'], packages: [] },
  inspect: {
    on: everythingBelow,
    packages: ['xstate', 'zod/mini'],
    node: /^src\/inspect\/node\//,
    nodeOn: ['vendor'],
  },
  // For components of React, and nothing else.
  react: { on: ['machines'], packages: ['react', 'xstate'] },
  // For servers: nothing that a browser runs stands on it.
  durable: {
    on: ['machines', 'errors', 'storage'],
    packages: ['xstate', 'nanoid', 'libsql', '@restatedev/restate-sdk'],
    node: /^src\/durable\/(codec\.ts$|sqlite\/|restate\/(endpoint|sdk)\.ts$)/,
  },
  service: {
    on: [...everythingBelow, 'durable', 'vendor'],
    packages: ['xstate', 'nanoid', 'zod/mini', 'undici', 'prom-client'],
    node: /^src\/service\/(address|flow-id|listen)\.ts$/,
  },
  // For apps: of the others, only their types; nothing runs here but what a browser has.
  remote: { on: ['machines', 'protocol'], packages: [] },
  cli: {
    on: [...everythingBelow, 'simulator', 'inspect', 'vendor', 'doors', 'durable', 'service'],
    packages: ['xstate', 'nanoid'],
    node: /./,
  },
  // The entry points that belong to no room.
  doors: { on: [...everythingBelow, 'ui', 'inspect'], packages: [], node: /^src\/node\.ts$/ },
};

/** Which room a file is in. */
const roomOf = (file: string): string | undefined =>
  file.startsWith('machines/')
    ? 'machines'
    : (/^src\/([^/]+)\//.exec(file)?.[1] ?? (/^src\/[^/]+\.ts$/.test(file) ? 'doors' : undefined));

/** The file that a relative import means. */
function resolveImport(file: string, from: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

// Of `zod`, only `zod/mini`: the whole of it can't be shaken out of a bundle.
const isAllowed = (from: string, packages: readonly string[]): boolean =>
  packages.some((name) => from === name || from.startsWith(`${name}/`));

/** Every import that runs upwards, leaves the repository's own rooms, or needs what the room may not. */
export function upwardImports(graph: Graph): readonly string[] {
  return [...graph].flatMap(([file, imports]) => {
    const name = roomOf(file);
    const room = name === undefined ? undefined : rooms[name];
    if (name === undefined || !room) return [`${file} is in no room`];
    return imports.flatMap((from) => {
      if (from.startsWith('node:')) {
        return room.node?.test(file) ? [] : [`${file} → ${from}: ${name} has no Node`];
      }
      if (!from.startsWith('.')) {
        return isAllowed(from, room.packages) ? [] : [`${file} → ${from}: not for ${name}`];
      }
      const target = resolveImport(file, from);
      const to = roomOf(target);
      if (!graph.has(target)) return [`${file} → ${target}: there is no such file`];
      const on = room.node?.test(file) ? [...room.on, ...(room.nodeOn ?? [])] : room.on;
      if (to === name || (to !== undefined && on.includes(to))) return [];
      return [`${file} → ${target}: ${name} does not stand on ${to ?? 'that'}`];
    });
  });
}

/** Circles of imports, as the files on them: at least one where there are any. */
export function circles(graph: Graph): readonly string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const circle = path.slice(start);
      const first = circle.indexOf(circle.reduce((a, b) => (a < b ? a : b)));
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const from of graph.get(file) ?? []) {
      if (from.startsWith('.')) visit(resolveImport(file, from), [...path, file]);
    }
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return [...found];
}
