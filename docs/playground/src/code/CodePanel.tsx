import { useState } from 'react';
import type { Example } from '../../code/code.js';
import { Button } from '../app/Button.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { Lines } from './Lines.js';
import { useCode } from './load.js';
import { phaseOf } from './phase.js';

const examples: readonly Example[] = ['DOM', 'React', 'TV'];

/** What an app does to show the present phase: the lines of the examples. */
export function CodePanel() {
  const [example, setExample] = useState<Example>('DOM');
  const code = useCode();
  const view = useStore(page, (state) => shownFrame(state).television);
  if (!view) return <p className="empty">There is no television whose phase has code.</p>;
  if (code instanceof Error) return <p className="empty">{code.message}</p>;
  const phase = phaseOf(view);
  const snippets = code?.phases[example][phase] ?? [];
  return (
    <>
      <div className="segments" role="group" aria-label="Example">
        {examples.map((name) => (
          <Button key={name} pressed={name === example} onClick={() => setExample(name)}>
            {name}
          </Button>
        ))}
      </div>
      <p className="phase">
        In the phase <code>{phase}</code>
        {snippets.length > 0 || !code ? ':' : ', this example says that it takes a moment.'}
      </p>
      {snippets.map((snippet) => (
        <Lines key={`${snippet.file} ${snippet.line}`} snippet={snippet} />
      ))}
    </>
  );
}
