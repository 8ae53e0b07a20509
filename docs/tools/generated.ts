import { chartPages } from './chart-pages.js';
import { openApi } from './open-api.js';
import { schemas } from './schemas.js';
import { sequences } from './sequences.js';
import { errorTable } from './tables.js';

/** A file that is written as a whole. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly content: string;
}

/** What is made from the code. */
export interface Generated {
  /** For the documents, by the name in their marks. */
  readonly sections: ReadonlyMap<string, string>;
  readonly files: readonly GeneratedFile[];
  /** The folders in which nothing but generated files may be. */
  readonly folders: readonly string[];
}

const errorSections = async (): Promise<Generated> => ({
  sections: new Map([
    ['errors.v2', errorTable(2)],
    ['errors.v1', errorTable(1)],
  ]),
  files: [],
  folders: [],
});

const flowSections = async (): Promise<Generated> => ({
  sections: await sequences(),
  files: [],
  folders: [],
});

/** All that generates; what is added here is written, checked and cleared away like the rest. */
const generators: ReadonlyArray<() => Promise<Generated>> = [
  chartPages,
  errorSections,
  schemas,
  openApi,
  flowSections,
];

/** Makes everything. The same code makes the same text. */
export async function generate(): Promise<Generated> {
  const parts: Generated[] = [];
  // One after the other: a scenario has the timers of the process for itself.
  for (const make of generators) parts.push(await make());
  return {
    sections: new Map(parts.flatMap(({ sections }) => [...sections])),
    files: parts.flatMap(({ files }) => files),
    folders: parts.flatMap(({ folders }) => folders),
  };
}
