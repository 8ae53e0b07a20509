import { select } from '../actors/selected.js';
import { Button } from '../app/Button.js';
import { Icon } from '../app/Icon.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { timeOfDay } from '../time/format.js';
import { attachment, copyDeviceAsTest, disconnect, saveDeviceRecord } from './attach.js';
import type { ShownDevice } from './devices.js';
import { DEVICE_VERSION } from './messages.js';

const statusOf = ({ status, goneAt, otherVersion }: ShownDevice): string => {
  if (otherVersion !== undefined)
    return `It tells of itself in version ${otherVersion}, and this page understands version ${DEVICE_VERSION}: use the page of the same release.`;
  return status === 'here' ? 'here' : `gone since ${timeOfDay(goneAt ?? 0)}`;
};

/** One device, and the machines that it runs. */
function Device({
  device,
  roots,
}: {
  readonly device: ShownDevice;
  readonly roots: readonly ShownActor[];
}) {
  const { name, status } = device;
  return (
    <li className={`device-entry ${status}`} aria-label={name}>
      <div className="device-head">
        <b>{name}</b> <span className="hint">{statusOf(device)}</span>
        <Button
          look="icon"
          label={`Save the record of ${name}`}
          onClick={() => saveDeviceRecord(device)}
        >
          <Icon name="save" />
        </Button>
        <Button
          look="icon"
          label={`Copy what ${name} did as a test`}
          onClick={() => copyDeviceAsTest(device)}
        >
          <Icon name="test" />
        </Button>
      </div>
      <ul className="event-list">
        {roots.map(({ sessionId, id, value, status: actorStatus }) => (
          <li key={sessionId}>
            <button type="button" className="actor" onClick={() => select(sessionId)}>
              <span className={`dot ${actorStatus}`} aria-hidden="true" />
              <b>{id}</b>{' '}
              <span className="hint">
                {[placeOf(value), actorStatus === 'active' ? '' : actorStatus]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The devices that are attached. */
export function AttachedPanel() {
  const { url, status, garbage, problem, devices } = useStore(attachment, (state) => state);
  const actors = useStore(page, (state) => shownFrame(state).actors);
  return (
    <section className="panel attached" aria-labelledby="attached-title">
      <div className="panel-head">
        <h2 id="attached-title">Attached apps</h2>
        <span className={`connection ${status}`}>{status}</span>
      </div>
      <div className="attached-body">
        <p className="hint">
          {url}
          {garbage > 0 ? ` · ${garbage} messages not understood` : ''}
        </p>
        {problem === '' ? null : <p className="problem">{problem}</p>}
        <ul className="device-list">
          {devices.map((device) => (
            <Device
              key={device.id}
              device={device}
              roots={actors.filter(
                (actor) => actor.device === device.id && actor.parentId === undefined,
              )}
            />
          ))}
        </ul>
        {devices.length === 0 ? <p className="empty">No app is there yet.</p> : null}
        <Button onClick={disconnect}>Disconnect</Button>
      </div>
    </section>
  );
}
