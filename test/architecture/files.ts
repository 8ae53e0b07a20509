import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** The TypeScript files in a folder, by their paths from the top of the repository. */
export const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(`${top}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);

export const read = (file: string): string => readFileSync(top + file, 'utf8');

export const atTop = (file: string): string => top + file;
