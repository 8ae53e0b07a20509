import type { Json, SeenRequest } from '../../../../src/inspect/index.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import { isNoise, titleOf } from '../session/event-title.js';
import type { Amend, History } from '../session/history.js';
import type { Lane } from '../session/row.js';
import { wallTime } from '../time/real-time.js';
import { AttachedActors, placed } from './attached-actors.js';
import { type DeviceRecord, recordDevice } from './device-record.js';
import { Devices, type ShownDevice } from './devices.js';
import { type AppMessage, DEVICE_VERSION } from './messages.js';
import { requestRow } from './request-row.js';

/** The apps that are attached: devices, and their actors. */
export interface AttachedApps {
  readonly actors: () => readonly ShownActor[];
  readonly devices: () => readonly ShownDevice[];
  readonly unshown: () => ReadonlyMap<string, number>;
  readonly record: (device: string) => ReturnType<DeviceRecord['record']> | undefined;
  /** A connection is there, over which everybody tells who they are. */
  readonly begin: () => void;
  /** The connection is lost, and with it all devices. */
  readonly lost: () => void;
  readonly take: (message: AppMessage) => void;
}

type Told = Extract<AppMessage, { type: 'event' }>;
type Seen = Extract<AppMessage, { type: 'snapshot' }>;

interface Pending {
  readonly type: string;
  readonly amend: Amend;
}

/** One of several that are in a lane. */
const nameIn = (lane: Lane, { id, parentId }: ShownActor) =>
  parentId !== undefined && id !== lane ? { actor: id } : {};

/** Keeps what apps tell of themselves, and writes down what they do. */
export function attachedApps(history: () => History): AttachedApps {
  const actors = new AttachedActors();
  const devices = new Devices();
  const records = new Map<string, DeviceRecord>();
  /** Events that are on their way, by the actor that takes them. */
  const pending = new Map<string, readonly Pending[]>();
  /** The lines of requests, by device and request. */
  const requests = new Map<string, Amend>();

  /** Where and when a line stands. */
  function of(id: string, at: number) {
    const { name, offset } = devices.of(id);
    return { device: name, at: at + offset };
  }

  /** An event is written down before what it causes, and learns later what that was. */
  function writeEvent({ sessionId, device, sourceId, event, at }: Told): void {
    const known = actors.get(sessionId);
    const { type } = event;
    if (!known?.chart || type.startsWith('xstate.snapshot.')) return;
    const to = actors.laneOf(sessionId);
    const isOwn = sourceId === undefined && type.startsWith('xstate.');
    const amend = history().write({
      kind: 'event',
      from: isOwn ? to : actors.laneOf(sourceId),
      to,
      title: titleOf(type, known),
      result: '',
      tone: 'plain',
      ...nameIn(to, known),
      ...of(device, at),
      detail: () => ({ actor: known.id, event }),
    });
    pending.set(sessionId, [...(pending.get(sessionId) ?? []), { type, amend }]);
  }

  function amendOf(sessionId: string, type: string): Amend | undefined {
    const waiting = pending.get(sessionId) ?? [];
    const found = waiting.find((one) => one.type === type);
    const left = waiting.filter((one) => one !== found);
    if (left.length > 0) pending.set(sessionId, left);
    else pending.delete(sessionId);
    return found?.amend;
  }

  function onSnapshot({ sessionId, device, event, snapshot, taken, at }: Seen): void {
    const known = actors.get(sessionId);
    if (!known?.chart) {
      if (snapshot.status !== 'active') actors.drop((id) => id === sessionId);
      else if (known) actors.put({ ...known, ...placed(snapshot) });
      return;
    }
    const { type } = event;
    const isQuiet = isNoise(type, known.value, snapshot.value);
    actors.put({ ...known, ...placed(snapshot), taken: isQuiet ? known.taken : taken });
    const amend = amendOf(sessionId, type);
    const before = placeOf(known.value);
    const after = placeOf(snapshot.value);
    if (!amend && before === after) return;
    const about = {
      result: before === after && type !== 'xstate.init' ? '' : `→ ${after}`,
      tone: snapshot.status === 'error' ? ('bad' as const) : ('plain' as const),
      detail: () => ({ actor: known.id, event, taken, snapshot: snapshot as unknown as Json }),
    };
    if (amend) amend(about);
    else {
      const lane = actors.laneOf(sessionId);
      history().write({
        kind: 'event',
        from: lane,
        to: lane,
        title: titleOf(type, known),
        ...nameIn(lane, known),
        ...of(device, at),
        ...about,
      });
    }
  }

  function onRequest(device: string, request: SeenRequest): void {
    const key = `${device}/${request.id}`;
    const row = requestRow(request);
    const amend = requests.get(key);
    if (amend) amend(row);
    else
      requests.set(
        key,
        history().write({
          ...row,
          kind: 'request',
          from: actors.askerOf(device),
          to: 'adobe',
          ...of(device, request.at),
        }),
      );
    if (request.stage === 'over') requests.delete(key);
  }

  function forget(id: string): void {
    actors.drop((_sessionId, actor) => actor?.device === id);
    records.delete(id);
    devices.drop(id);
  }

  function say(device: string, title: string): void {
    const { name } = devices.of(device);
    const lane = actors.askerOf(device);
    history().write({
      kind: 'event',
      from: lane,
      to: lane,
      title,
      result: '',
      tone: 'plain',
      device: name,
    });
  }

  function onDevice(message: Extract<AppMessage, { type: 'device' }>): void {
    const { device: id, version, sessionIds } = message;
    const before = devices.of(id);
    if (version !== DEVICE_VERSION) {
      devices.change(id, { otherVersion: version });
      return;
    }
    // What it has said before it said who it is comes again, with all that led to it.
    if (!before.isTold) {
      actors.drop((_sessionId, actor) => actor?.device === id);
      records.delete(id);
    }
    const former = devices.tell(message, wallTime());
    if (former) {
      forget(former.id);
      say(id, 'has been started again');
    } else if (before.status === 'gone') {
      say(id, 'is back');
    }
    const alive = new Set(sessionIds);
    actors.change(id, (actor) =>
      actor.status === 'lost'
        ? { ...actor, status: alive.has(actor.sessionId) ? 'active' : 'stopped' }
        : actor,
    );
  }

  function onGone(id: string): void {
    const device = devices.get(id);
    if (!device || device.status === 'gone') return;
    say(id, 'is gone');
    devices.change(id, { status: 'gone', goneAt: wallTime() });
    actors.change(id, (actor) =>
      actor.status === 'active' ? { ...actor, status: 'lost' } : actor,
    );
    for (const sessionId of pending.keys())
      if (sessionId.startsWith(`${id}/`)) pending.delete(sessionId);
  }

  /** Whether a message says something new; what was seen before comes again after a connection is lost. */
  function isNews(message: AppMessage): boolean {
    if (message.type === 'device' || message.type === 'gone') return true;
    const { isTold, seq: last } = devices.of(message.device);
    const { seq } = message;
    // What has a number comes again, in order, once the device has said who it is.
    if (!isTold) return seq === undefined;
    if (seq === undefined || seq <= last) return false;
    devices.change(message.device, { seq });
    return true;
  }

  function note(message: AppMessage): void {
    if (message.type === 'device' || message.type === 'gone') return;
    const at = message.type === 'request' ? message.request.at : message.at;
    const record = records.get(message.device) ?? recordDevice(at);
    records.set(message.device, record);
    record.take(message);
  }

  function take(message: AppMessage): void {
    if (!isNews(message)) return;
    note(message);
    switch (message.type) {
      case 'device':
        onDevice(message);
        break;
      case 'actor':
        actors.begin(message);
        break;
      case 'event':
        writeEvent(message);
        break;
      case 'snapshot':
        onSnapshot(message);
        break;
      case 'request':
        onRequest(message.device, message.request);
        break;
      case 'gone':
        if (message.device !== undefined && devices.get(message.device)?.isTold)
          onGone(message.device);
        else actors.drop((id) => message.sessionIds.includes(id));
        break;
    }
    forgetEmpty();
    history().touch();
  }

  /** Of apps that do not say who they are, nothing is left once they are gone. */
  function forgetEmpty(): void {
    const full = new Set(actors.list().map(({ device }) => device));
    for (const { id, isTold } of devices.list()) if (!isTold && !full.has(id)) forget(id);
  }

  return {
    actors: () => actors.list(),
    devices: () => devices.list(),
    unshown: () => actors.unshown(),
    record: (device) => records.get(device)?.record(),
    begin() {
      for (const { id, isTold } of devices.list()) if (!isTold) forget(id);
    },
    lost() {
      for (const { id, isTold } of devices.list()) if (isTold) onGone(id);
      history().touch();
    },
    take,
  };
}
