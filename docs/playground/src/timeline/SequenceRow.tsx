import { memo, useState } from 'react';
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

/** One line of the sequence; it opens to what is known of it. */
export const SequenceRow = memo(function SequenceRow({ row, lanes }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const { at, kind, from, to, title, result, tone, actor, detail } = row;
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
      {isOpen && detail ? <JsonView value={detail()} label={`Details of ${title}`} /> : null}
    </li>
  );
});
