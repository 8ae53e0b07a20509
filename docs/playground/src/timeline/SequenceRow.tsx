import { memo, useState } from 'react';
import type { Json } from '../../../../src/inspect/index.js';
import { Button } from '../app/Button.js';
import { copyText } from '../share/copy.js';
import { lookAtRow } from '../time/control.js';
import { curlOf } from './curl.js';
import { JsonView } from '../app/JsonView.js';
import { type Lane, nameOfLane, type Row } from '../session/row.js';
import { timeOfDay } from '../time/format.js';
import { placeOfLane } from './lanes.js';

/** From whom to whom, drawn. */
function Arrow({ row: { from, to, kind, tone }, lanes }: RowProps) {
  const start = placeOfLane(from, lanes);
  const end = placeOfLane(to, lanes);
  const [first, last] = start <= end ? [start, end] : [end, start];
  const direction = start === end ? 'self' : start < end ? 'right' : 'left';
  return (
    <span className="lanes" aria-hidden="true">
      {lanes.map((lane, index) => (
        <span key={lane} className="lane" style={{ gridColumn: `${index + 1}` }} />
      ))}
      <span
        className={`arrow-line ${kind} ${tone} ${direction}`}
        style={{ gridColumn: `${first} / ${last + 1}` }}
      />
    </span>
  );
}

interface RowProps {
  readonly row: Row;
  readonly lanes: readonly Lane[];
}

/** What is known of a line, and what can be done with it. */
function RowDetail({ row: { id, title }, value }: { readonly row: Row; readonly value: Json }) {
  const curl = curlOf(value);
  return (
    <>
      <div className="row-actions">
        <Button onClick={() => lookAtRow(id)}>Show this moment</Button>
        {curl === undefined ? null : (
          <Button onClick={() => copyText(curl, 'The request is in the clipboard, as curl.')}>
            Copy as curl
          </Button>
        )}
      </div>
      <JsonView value={value} label={`Details of ${title}`} />
    </>
  );
}

/** One line of the sequence; it opens to what is known of it. */
export const SequenceRow = memo(function SequenceRow({
  row,
  lanes,
  count,
}: RowProps & { readonly count: number }) {
  const [isOpen, setOpen] = useState(false);
  const { at, kind, from, to, title, result, tone, actor, about, detail } = row;
  const content = (
    <>
      <time className="row-time" dateTime={new Date(at).toISOString()}>
        {timeOfDay(at)}
      </time>
      <span className="parties">
        {nameOfLane(from)}
        {from === to ? '' : ` → ${nameOfLane(to)}`}
        {kind === 'said' ? ':' : ''}
      </span>
      <Arrow row={row} lanes={lanes} />
      <span className="row-title">
        {actor === undefined ? null : <span className="row-actor">{actor} </span>}
        {title}
        {about === undefined ? null : <span className="row-about"> {about}</span>}
        {count > 1 ? <b className="row-count"> {count} times</b> : null}
      </span>{' '}
      <span className={`result ${tone}`}>{result}</span>
    </>
  );
  return (
    <li className={`row ${kind}`}>
      {detail ? (
        <button
          type="button"
          className="row-line"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {content}
        </button>
      ) : (
        <div className="row-line">{content}</div>
      )}
      {isOpen && detail ? <RowDetail row={row} value={detail()} /> : null}
    </li>
  );
});
