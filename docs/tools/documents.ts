import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder with this extension, sorted, from the project's root. */
export async function filesBelow(
  root: string,
  folder: string,
  extension: string,
): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const files = names.filter(
    (name) => name.endsWith(extension) && !/(^|[\\/])node_modules[\\/]/.test(name),
  );
  // The order of a folder is the file system's.
  files.sort((a, b) => (a < b ? -1 : 1));
  return files.map((name) => join(folder, name));
}

/** The Markdown files of the project, from its root, sorted. */
export async function documents(root: string): Promise<string[]> {
  const atTop = (await readdir(root)).filter((name) => name.endsWith('.md'));
  atTop.sort();
  return [...atTop, ...(await filesBelow(root, 'docs', '.md'))];
}
