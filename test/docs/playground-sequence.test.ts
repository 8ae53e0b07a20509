import { expect, it } from 'vitest';
import { aboutOf } from '../../docs/playground/src/session/about.js';
import type { Row } from '../../docs/playground/src/session/row.js';
import { curlOf } from '../../docs/playground/src/timeline/curl.js';
import { folded, has } from '../../docs/playground/src/timeline/fold.js';

const row = (id: number, title: string, rest: Partial<Row> = {}): Row => ({
  id,
  at: id * 1000,
  kind: 'request',
  from: 'television',
  to: 'adobe',
  title,
  result: '200',
  tone: 'good',
  ...rest,
});
const wait = (id: number) =>
  row(id, 'wait done', { kind: 'event', to: 'television', tone: 'plain', result: '→ polling' });
const poll = (id: number, result = '200') => row(id, 'E10 GET /profiles/code/ABC', { result });

it('folds polls with the same answer, and the waits between them, into the last', () => {
  const lines = folded([poll(1), wait(2), poll(3), wait(4), poll(5), poll(6, '500')]);
  expect(lines.map(({ row: { id }, count }) => [id, count])).toEqual([
    [5, 3],
    [6, 1],
  ]);
});

it('folds nothing where the viewer has done something between, nor what is no poll', () => {
  const act = row(2, 'cancel', { kind: 'event', from: 'viewer', to: 'television', tone: 'plain' });
  expect(folded([poll(1), act, poll(3)])).toHaveLength(3);
  expect(folded([row(1, 'E4 POST /sessions'), row(2, 'E4 POST /sessions')])).toHaveLength(2);
});

it('finds a line by what it says and what it is about', () => {
  const line = row(1, 'play', { about: 'news (plays)' });
  expect(has(line, ' NEWS ')).toBe(true);
  expect(has(line, 'sports')).toBe(false);
});

it('says which resource an event names, and which context it changed', () => {
  const event = { type: 'play', resource: 'news' };
  expect(aboutOf(event, { plays: {}, mvpd: 'A' }, { plays: { news: 1 }, mvpd: 'A' })).toEqual({
    about: 'news (plays)',
  });
  expect(aboutOf({ type: 'retry' }, { mvpd: 'A' }, { mvpd: 'A' })).toEqual({});
});

it('writes a request as curl, quoted for a shell, with what is shown of it alone', () => {
  const curl = curlOf({
    request: 'POST /api/v2/REF30/sessions',
    query: { a: 'b c' },
    headers: { authorization: '[redacted]' },
    body: "mvpd=it's",
  });
  expect(curl).toContain(
    "curl -X POST 'https://api.auth-staging.adobe.com/api/v2/REF30/sessions?a=b+c'",
  );
  expect(curl).toContain("-H 'authorization: [redacted]'");
  expect(curl).toContain(String.raw`--data 'mvpd=it'\''s'`);
  expect(curlOf({ event: 'play' })).toBeUndefined();
});
