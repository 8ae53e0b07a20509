import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { flowError } from '../../src/durable/flow-error.js';
import { createHost, FlowError, type StoredRecord } from '../../src/durable/index.js';
import { openFile } from '../../src/durable/sqlite/database.js';
import { createGroup } from '../../src/durable/sqlite/group.js';
import { sqliteStore } from '../../src/durable/sqlite/index.js';
import { simulateTime } from '../support/world.js';
import { testFolder } from './support/stores.js';

simulateTime();

const nextFile = testFolder();

const record = (seq: number, text = `record ${seq}`): StoredRecord => ({
  text,
  seq,
  isBusy: false,
  wakeAt: 1000 + seq,
});

const machine = setup({}).createMachine({
  id: 'waits',
  initial: 'on',
  states: { on: { on: { toggle: 'off' } }, off: { on: { toggle: 'on' } } },
});
const machines = {
  it: { machine, view: ({ value }: { readonly value: unknown }) => value },
};

describe('a file of flows', () => {
  it('has what was stored, when it is opened again', async () => {
    const file = nextFile();
    const store = sqliteStore(file);
    const owner = await store.claim();
    await store.write(owner, 'one', undefined, record(1));
    await store.write(owner, 'one', 1, record(2));
    await store.items.write('tv', 'name', 'value');
    await store.close();
    const again = sqliteStore(file);
    expect(await again.read('one')).toEqual(record(2));
    expect(await again.items.read('tv', 'name')).toBe('value');
    await again.close();
  });

  it('has one process: another one is refused, until it is closed', async () => {
    const file = nextFile();
    const store = sqliteStore(file);
    expect(() => sqliteStore(file)).toThrow(expect.objectContaining({ code: 'store_in_use' }));
    await store.close();
    await sqliteStore(file).close();
  });

  it('takes nothing after it was closed, and loses nothing that was under way', async () => {
    const file = nextFile();
    const store = sqliteStore(file);
    const owner = await store.claim();
    const writing = store.write(owner, 'one', undefined, record(1));
    await store.close();
    expect(await writing).toBe('written');
    await expect(store.read('one')).rejects.toMatchObject({ code: 'store_closed' });
    await expect(store.write(owner, 'one', 1, record(2))).rejects.toMatchObject({
      code: 'store_closed',
    });
  });

  it('is written by nobody but the host that has claimed it last, however late a commit comes', async () => {
    const store = sqliteStore(nextFile());
    const old = await store.claim();
    await store.write(old, 'one', undefined, record(1));
    const claimed = store.claim();
    const late = store.write(old, 'one', 1, record(2));
    const owner = await claimed;
    expect(await late).toBe('replaced');
    expect(await store.write(owner, 'one', 1, record(2, 'of the new one'))).toBe('written');
    expect(await store.read('one')).toMatchObject({ text: 'of the new one' });
    await store.close();
  });

  it('says which flows wait, soonest first, and which have requests in flight', async () => {
    const store = sqliteStore(nextFile());
    const owner = await store.claim();
    await Promise.all([
      store.write(owner, 'late', undefined, record(9)),
      store.write(owner, 'soon', undefined, record(1)),
      store.write(owner, 'never', undefined, { text: '', seq: 1, isBusy: true }),
    ]);
    expect((await store.waiting(10)).map(({ key }) => key)).toEqual(['soon', 'late']);
    expect(await store.waiting(1)).toHaveLength(1);
    expect(await store.busy()).toEqual(['never']);
    await store.close();
  });
});

describe('a file that can not be used', () => {
  it.each([
    ['no database', () => Buffer.from('this is a text, and no database at all. '.repeat(40))],
    ['another program’s database', otherDatabase],
  ])('%s: is refused, and left as it was', (_, content) => {
    const file = nextFile();
    writeFileSync(file, content());
    const before = readFileSync(file);
    expect(() => sqliteStore(file)).toThrow(
      expect.objectContaining({ name: 'FlowError', code: 'store_unreadable' }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('a folder that is not there: says so', () => {
    expect(() => sqliteStore('/nowhere/flows.db')).toThrow(FlowError);
  });

  it('half a file: what is gone is told, and the rest goes on', async () => {
    const file = nextFile();
    const store = sqliteStore(file);
    const owner = await store.claim();
    const keys = Array.from({ length: 200 }, (_, index) => `flow ${index}`);
    const text = 'x'.repeat(1000);
    await Promise.all(keys.map((key) => store.write(owner, key, undefined, record(1, text))));
    await store.close();
    truncateSync(file, 10 * 16_384);
    const again = sqliteStore(file);
    const read = await Promise.allSettled(keys.map((key) => again.read(key)));
    const failed = read.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed.length).toBeGreaterThan(0);
    for (const error of failed) expect(error).toMatchObject({ code: 'store_unreadable' });
    const found = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((value) => value?.text === text).length).toBeGreaterThan(0);
    await again.close().catch(() => {});
  });

  it('a damaged record: is told, and the others go on', async () => {
    const file = nextFile();
    const store = sqliteStore(file);
    const host = await createHost({ store, machines, onError: () => {} });
    await host.start('good', 'it');
    await host.start('bad', 'it');
    await host.close();
    await store.close();
    const bytes = readFileSync(file);
    const at = bytes.indexOf('"machine":"it"', bytes.indexOf('good') + 1);
    const handle = openSync(file, 'r+');
    writeSync(handle, '{{{{', at);
    closeSync(handle);
    const again = sqliteStore(file);
    const next = await createHost({ store: again, machines, onError: () => {} });
    const views = await Promise.allSettled([next.view('good'), next.view('bad')]);
    expect(views.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(views.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'unreadable_record' },
    });
    await next.close();
    await again.close();
  });

  it('a full disk: what does not fit is refused, and the rest is stored', async () => {
    const file = openFile(nextFile());
    const { database, explain } = file;
    const { page_count } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec(`PRAGMA max_page_count = ${page_count + 1}`);
    const group = createGroup(database, explain, () => flowError('store_closed', 'closed'));
    const insert = database.prepare('INSERT INTO item (device, name, value) VALUES (?, ?, ?)');
    const stored = await Promise.allSettled([
      group.add(() => insert.run('tv', 'one', 'small').changes),
      group.add(() => insert.run('tv', 'two', 'x'.repeat(100_000)).changes),
      group.add(() => insert.run('tv', 'three', 'small').changes),
    ]);
    expect(stored).toMatchObject([
      { value: 1 },
      { reason: { code: 'store_failed', message: expect.stringContaining('the disk is full') } },
      { value: 1 },
    ]);
    expect(database.prepare('SELECT name FROM item ORDER BY name').all()).toEqual([
      { name: 'one' },
      { name: 'three' },
    ]);
    file.close();
  });
});

function otherDatabase(): Buffer {
  const file = nextFile();
  const database = new Database(file);
  database.exec('CREATE TABLE theirs (name TEXT)');
  database.close();
  return readFileSync(file);
}
