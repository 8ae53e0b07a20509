import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { ActorTree } from '../actors/ActorTree.js';
import { EventPanel } from '../actors/EventPanel.js';
import { FullButton } from './FullButton.js';
import { SnapshotPanel } from '../actors/SnapshotPanel.js';
import { CodePanel } from '../code/CodePanel.js';
import { FaultPanel } from '../faults/FaultPanel.js';

const tabs: ReadonlyArray<{
  readonly id: string;
  readonly name: string;
  readonly make: () => ReactNode;
}> = [
  { id: 'events', name: 'Events', make: () => <EventPanel /> },
  { id: 'actors', name: 'Actors', make: () => <ActorTree /> },
  { id: 'snapshot', name: 'Snapshot', make: () => <SnapshotPanel /> },
  { id: 'code', name: 'Code', make: () => <CodePanel /> },
  { id: 'faults', name: 'Faults', make: () => <FaultPanel /> },
];

/** What can be sent, who is there, what they hold, and what can go wrong. */
export function Tools() {
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: chosen + 1,
      ArrowLeft: chosen - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const wanted = moves[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const index = (wanted + tabs.length) % tabs.length;
    setChosen(index);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  }

  return (
    <section className="panel tools" aria-labelledby="tools-title">
      <h2 id="tools-title" className="unseen">
        Tools
      </h2>
      <FullButton panel="tools" name="Tools" />
      <div ref={list} className="tabs" role="tablist" aria-label="Tools" onKeyDown={onKeyDown}>
        {tabs.map(({ id, name }, index) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={`panel-${id}`}
            aria-selected={index === chosen}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ id, make }, index) => (
        <div
          key={id}
          className="tab-panel"
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          hidden={index !== chosen}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is scrolled with the keyboard.
          tabIndex={0}
        >
          {index === chosen ? make() : null}
        </div>
      ))}
    </section>
  );
}
