import type { Preauthorization } from '../../../../src/index.js';
import { onTelevision as send } from '../session/acts.js';
import type { catalogue } from './catalogue.js';
import { Icon, type IconName } from '../app/Icon.js';

function markOf(mark: Preauthorization | undefined): { text: string; sign: IconName } | undefined {
  if (!mark) return undefined;
  if (mark.permitted) return { text: 'included', sign: 'check' };
  return mark.error?.remedy === 'retry'
    ? { text: 'not known', sign: 'unknown' }
    : { text: 'not included', sign: 'lock' };
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
        title={`Play ${title}`}
      >
        <span className="kind">{kind}</span>
        {shown ? (
          <span className={`mark ${shown.text.replace(' ', '-')}`} aria-hidden="true">
            <Icon name={shown.sign} />
          </span>
        ) : null}
        <span className="title">
          {title}
          {shown ? <span className="unseen">, {shown.text}</span> : null}
        </span>
      </button>
    </li>
  );
}
