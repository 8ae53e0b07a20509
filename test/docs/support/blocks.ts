import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documents, filesBelow } from '../../../docs/tools/documents.js';
import { type Block, blocksOf, examplesOf } from './markdown.js';

/** The project's folder. */
export const root = join(import.meta.dirname, '../../..');

async function blocks(
  files: readonly string[],
  read: (file: string, text: string) => Block[],
): Promise<Block[]> {
  const found = await Promise.all(
    files.map(async (file) => read(file, await readFile(join(root, file), 'utf8'))),
  );
  return found.flat();
}

/** Every block of TypeScript that somebody may copy: from the documents, and from doc comments. */
export async function codeBlocks(): Promise<Block[]> {
  const found = [
    ...(await blocks(await documents(root), blocksOf)),
    ...(await blocks(await filesBelow(root, 'src', '.ts'), examplesOf)),
    ...(await blocks(await filesBelow(root, 'machines', '.ts'), examplesOf)),
  ];
  return found.filter(({ info }) => /^(ts|typescript)\b/.test(info));
}
