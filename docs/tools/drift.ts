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
): Promise<Drift[]> {
  const path = join(root, file);
  const { text, stale } = fillIn(await readFile(path, 'utf8'), sections);
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

/** Compares what is written with what the code makes; changes nothing by itself. */
export async function driftOf(root: string, generated: Generated): Promise<Drift[]> {
  const parts = await Promise.all([
    ...(await documents(root)).map((file) => driftOfDocument(root, file, generated.sections)),
    ...generated.files.map(({ path, content }) => driftOfFile(root, path, content)),
    leftOver(root, generated),
  ]);
  return parts.flat();
}
