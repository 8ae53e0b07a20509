import type { Preauthorization } from '../../../../src/index.js';
import { onTelevision as send } from '../session/acts.js';
import type { catalogue } from './catalogue.js';

function markOf(mark: Preauthorization | undefined): { text: string; sign: string } | undefined {
  if (!mark) return undefined;
  if (mark.permitted) return { text: 'included', sign: '✓' };
  return mark.error?.remedy === 'retry'
    ? { text: 'not known', sign: '?' }
    : { text: 'not included', sign: '🔒' };
}

/** Something to watch. */
export function Tile({
  entry: { resource, title, kind, art },
  mark,
}: {
  readonly entry: (typeof catalogue)[number];
  readonly mark: Preauthorization | undefined;
}) {
  const shown = markOf(mark);
  return (
    <li>
      <button
        type="button"
        className={`tile ${art}`}
        onClick={() => send({ type: 'play', resource })}
        aria-label={`Play ${title}${shown ? `, ${shown.text}` : ''}`}
      >
        <span className="kind">{kind}</span>
        {shown ? (
          <span className={`mark ${shown.text.replace(' ', '-')}`} aria-hidden="true">
            {shown.sign}
          </span>
        ) : null}
        <span className="title">{title}</span>
      </button>
    </li>
  );
}
