import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { documents } from './documents.js';
import type { Generated } from './generated.js';
import { fillIn } from './sections.js';

/** A place where what is written is not what the code makes. */
export interface Drift {
  /** The file, from the root of the project, and its section where it is one. */
  readonly place: string;
  readonly what: 'out of date' | 'missing' | 'left over';
  /** Puts it right. */
  readonly mend: () => Promise<void>;
}

async function driftOfDocument(
  root: string,
  file: string,
  sections: Generated['sections'],
  used: Set<string>,
): Promise<Drift[]> {
  const path = join(root, file);
  const { text, stale, names } = fillIn(await readFile(path, 'utf8'), sections);
  for (const name of names) used.add(name);
  const mend = () => writeFile(path, text);
  return stale.map((name) => ({ place: `${file}, section ${name}`, what: 'out of date', mend }));
}

async function driftOfFile(root: string, file: string, content: string): Promise<Drift[]> {
  const path = join(root, file);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === content) return [];
  const mend = async () => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  return [{ place: file, what: before === undefined ? 'missing' : 'out of date', mend }];
}

async function leftOver(root: string, { folders, files }: Generated): Promise<Drift[]> {
  const known = new Set(files.map(({ path }) => path));
  const found = await Promise.all(
    folders
      .filter((folder) => existsSync(join(root, folder)))
      .map(async (folder) =>
        (await readdir(join(root, folder))).map((name) => `${folder}/${name}`),
      ),
  );
  return found
    .flat()
    .filter((path) => !known.has(path))
    .sort()
    .map((path) => ({
      place: path,
      what: 'left over',
      mend: () => rm(join(root, path), { recursive: true }),
    }));
}

/**
 * Compares what is written with what the code makes; changes nothing by itself.
 *
 * @throws Error where a document has a section that is not made, or none has one that is
 */
export async function driftOf(root: string, generated: Generated): Promise<Drift[]> {
  const { sections } = generated;
  const used = new Set<string>();
  const parts = await Promise.all([
    ...(await documents(root)).map((file) => driftOfDocument(root, file, sections, used)),
    ...generated.files.map(({ path, content }) => driftOfFile(root, path, content)),
    leftOver(root, generated),
  ]);
  const unused = [...sections.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`No document has the section ${unused.join(', ')}`);
  return parts.flat();
}
