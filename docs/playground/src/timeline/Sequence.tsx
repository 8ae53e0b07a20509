import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { FullButton } from '../app/FullButton.js';
import { Button } from '../app/Button.js';
import { Icon } from '../app/Icon.js';
import { copyScenarioAsTest } from '../record/copy-test.js';
import { nameOfLane, type Row } from '../session/row.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { byDevice } from './by-device.js';
import { folded, has } from './fold.js';
import { lanesOf } from './lanes.js';
import { SequenceRow } from './SequenceRow.js';

type Filter = 'all' | 'request' | 'event';

/** Rows that are in the document at first; the others come when they are asked for. */
const SHOWN = 200;

const filters: ReadonlyArray<readonly [Filter, string]> = [
  ['all', 'All'],
  ['request', 'Requests'],
  ['event', 'Events'],
];

/** What was sent, by whom, and to whom. */
export function Sequence() {
  const all = useStore(page, (state) => state.rows);
  const rows = useMemo(() => byDevice(all), [all]);
  const last = useStore(page, (state) => shownFrame(state).row);
  const isPast = useStore(page, (state) => state.past !== null);
  const [filter, setFilter] = useState<Filter>('all');
  const [shown, setShown] = useState(SHOWN);
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const mode = useStore(page, (state) => state.mode);
  const lanes = useMemo(() => lanesOf(rows, mode), [rows, mode]);
  const [search, setSearch] = useState('');
  const fitting = useMemo(
    () =>
      rows.filter(
        ({ id, kind }: Row) => (!isPast || id <= last) && (filter === 'all' || kind === filter),
      ),
    [rows, isPast, last, filter],
  );
  const lines = useMemo(
    () => folded(search === '' ? fitting : fitting.filter((row) => has(row, search))),
    [fitting, search],
  );
  const visible = lines.slice(-shown);
  const style = { ['--lanes' as string]: lanes.length };

  useLayoutEffect(() => {
    const element = list.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [visible.length, last, filter]);

  return (
    <section className="panel sequence" aria-labelledby="sequence-title" style={style}>
      <div className="panel-head">
        <h2 id="sequence-title">Sequence</h2>
        <div className="segments" role="group" aria-label="Show">
          {filters.map(([value, name]) => (
            <Button key={value} pressed={filter === value} onClick={() => setFilter(value)}>
              {name}
            </Button>
          ))}
        </div>
        <input
          type="search"
          className="search"
          aria-label="Search the sequence"
          placeholder="Search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <span className="hint">{lines.length} lines</span>
        {mode === 'scenario' ? (
          <Button
            look="icon"
            label="Copy as a test"
            title="Copy the run as a Vitest test"
            onClick={copyScenarioAsTest}
          >
            <Icon name="test" />
          </Button>
        ) : null}
        <FullButton panel="sequence" name="Sequence" />
      </div>
      <div className="lane-names" aria-hidden="true">
        <span className="lanes">
          {lanes.map((lane) => (
            <span key={lane} title={nameOfLane(lane)}>
              {nameOfLane(lane)}
            </span>
          ))}
        </span>
      </div>
      <div
        ref={list}
        className="rows"
        role="region"
        aria-label="Lines of the sequence"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is scrolled with the keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
      >
        {visible.length < lines.length ? (
          <Button look="quiet" onClick={() => setShown(shown * 2)}>
            Show earlier lines
          </Button>
        ) : null}
        <ol>
          {visible.map(({ row, count }) => (
            <SequenceRow key={row.id} row={row} lanes={lanes} count={count} />
          ))}
        </ol>
        {lines.length === 0 ? (
          <p className="empty">
            {search === '' ? 'Nothing has been sent yet.' : 'No line has this in it.'}
          </p>
        ) : null}
      </div>
    </section>
  );
}
