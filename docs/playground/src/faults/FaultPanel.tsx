import { useState } from 'react';
import { Button } from '../app/Button.js';
import { page } from '../session/state.js';
import { useStore } from '../store/store.js';
import { addFault, clearFaults, faultKinds, switches, targets } from './faults.js';

/** Lets things go wrong. */
export function FaultPanel() {
  const [kind, setKind] = useState(0);
  const [target, setTarget] = useState(0);
  const faults = useStore(page, (state) => state.faults);
  const mode = useStore(page, (state) => state.mode);
  const live = useStore(page, ({ past }) => past === null);
  if (mode !== 'scenario')
    return <p className="empty">Faults are for scenarios, whose server is in this page.</p>;
  return (
    <div className="faults" inert={!live}>
      <div className="fault-form">
        <label htmlFor="fault">What goes wrong</label>
        <select
          id="fault"
          className="select"
          value={kind}
          onChange={({ target: { value } }) => setKind(Number(value))}
        >
          {faultKinds.map(({ name }, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="fault-target">Where</label>
        <select
          id="fault-target"
          className="select"
          value={target}
          onChange={({ target: { value } }) => setTarget(Number(value))}
        >
          {targets.map(({ name }, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
        <div className="actions">
          <Button look="strong" onClick={() => addFault(kind, target)}>
            Let it happen
          </Button>
          <Button disabled={faults.length === 0} onClick={clearFaults}>
            Take all away
          </Button>
        </div>
      </div>
      {faults.length > 0 ? (
        <ul className="fault-list" aria-label="Faults that were set">
          {faults.map((name, index) => (
            <li key={`${index} ${name}`}>{name}</li>
          ))}
        </ul>
      ) : null}
      <h3>At the server</h3>
      <div className="switches">
        {switches.map(({ name, act }) => (
          <Button key={name} onClick={act}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
