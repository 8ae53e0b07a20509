/*
 * What the tables of docs/migration.md send people to must exist: events, phases, functions, and the
 * fields and codes that are named beside them.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../docs/chart/model.js';
import { filesBelow } from '../../docs/tools/documents.js';
import { machines } from '../../docs/tools/machines.js';
import * as client from '../../src/client/index.js';
import * as everything from '../../src/index.js';
import { root } from './support/blocks.js';

const read = (file: string) => readFile(join(root, file), 'utf8');

interface Row {
  readonly heading: string;
  /** By the heading of its column. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of all tables, each with what its columns are called. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let heading = '';
  let columns: readonly string[] | undefined;
  for (const line of text.replace(/^```[^]*?^```$/gm, '').split('\n')) {
    if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
    const cells = /^\| ?(.*?) ?\|$/.exec(line)?.[1]?.split(/ ?\| ?/);
    if (!cells) columns = undefined;
    else if (!columns) columns = cells;
    else if (!cells.every((cell) => /^-+$/.test(cell))) {
      const named = columns.map((column, index) => [column, cells[index] ?? ''] as const);
      rows.push({ heading, cells: Object.fromEntries(named) });
    }
  }
  return rows;
}

/** What stands between back-ticks. */
const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

const rows = rowsOf(await read('docs/migration.md'));
const column = (name: string) =>
  rows.flatMap(({ cells }) => namesIn(cells[name]).map((text) => ({ text, cells })));

const events = new Set(Object.values(machines).flatMap((machine) => eventsOf(machine)));

/** What an app reads, gives or is told. */
const types = (
  await Promise.all(
    [
      ...(await filesBelow(root, 'machines', '.types.ts')),
      'src/errors/base.ts',
      'src/errors/remedy.ts',
      'src/services/entitlement.services.ts',
      'src/client/options.ts',
      'src/protocol/profile.ts',
      'src/protocol/decision.ts',
      'src/protocol/partner.ts',
    ].map(read),
  )
).join('\n');
const found = (pattern: RegExp) => [...types.matchAll(pattern)].map(([, name = '']) => name);
const phases = new Set(
  found(/\bphase: ((?:'\w+'(?: \| )?)+)/g).flatMap((names) => names.match(/\w+/g) ?? []),
);
const fields = new Set(found(/\b(\w+)\??:/g));
const literals = new Set(found(/'([\w-]+)'/g));

/** The errors that are not in the catalogue. */
const errors = new Set(namesIn((await read('docs/errors.md')).split('\n## Classes\n')[1]));

const exists = (name: string) =>
  name in everything ||
  name in everything.errorCatalogue ||
  events.has(name) ||
  phases.has(name) ||
  literals.has(name) ||
  errors.has(name) ||
  name.split('.').every((part) => fields.has(part));

describe('the tables of the guide to migration', () => {
  it('are read', () => {
    expect(rows.length).toBeGreaterThan(80);
    expect(phases.size).toBeGreaterThan(30);
    expect(column('Send').length).toBeGreaterThan(20);
  });

  it('send events that a machine takes', () => {
    const unknown = column('Send').filter(({ text }) => !events.has(text));
    expect(unknown).toEqual([]);
  });

  it('name functions of the client', () => {
    const functions = new Set(
      Object.entries<unknown>(client)
        .filter(([, value]) => typeof value === 'function')
        .map(([name]) => name),
    );
    const unknown = column('Function').filter(({ text }) => !functions.has(text));
    expect(unknown).toEqual([]);
  });

  it('render phases, or fields of a view', () => {
    const unknown = column('Render').filter(
      ({ text }) => !phases.has(text) && !text.split('.').every((part) => fields.has(part)),
    );
    expect(unknown).toEqual([]);
  });

  it.each(['Now', 'What is different', 'Why'])('say nothing of what is not there: %s', (name) => {
    // What an old name is compared with, and the URLs and names of the old APIs.
    const old = new Set(rows.flatMap(({ cells }) => namesIn(Object.values(cells)[0])));
    const others = new Set(['ttl', 'generic_data']);
    const unknown = column(name).filter(
      ({ text }) => !exists(text) && !old.has(text) && !others.has(text),
    );
    expect(unknown.map(({ text }) => text)).toEqual([]);
  });

  it('name every code of V1 that V2 has not', async () => {
    const was = new Set(
      rows
        .filter(({ heading }) => heading === 'Of V1')
        .flatMap(({ cells }) => namesIn(cells['Was'])),
    );
    const old = Object.entries<{ api: number }>(everything.errorCatalogue)
      .filter(([, { api }]) => api === 1)
      .map(([code]) => code);
    // They mean nothing in V2.
    const without = ['malformed_authz_request', 'authentication_session_issuer_mismatch'];
    expect(old.filter((code) => !was.has(code))).toEqual(without);
  });
});
