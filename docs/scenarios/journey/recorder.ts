import type { InspectionEvent, SnapshotFrom } from 'xstate';
import {
  type entitlementMachine,
  entitlementView,
  type secondScreenMachine,
  secondScreenView,
} from '../../../src/index.js';
import type { Scenario } from '../scenario.js';
import type { Watch } from '../watch.js';
import { Names } from './names.js';
import type { Note } from './note.js';
import { type Parts, partsOfPhone, partsOfTelevision } from './states.js';
import type { Party, Step } from './step.js';
import { trafficOf } from './traffic.js';

/** What an app tells itself: nobody has asked for it. */
const ownEvents = /^(userAgent\.|profile\.check$|preauthorize$|play\.end$|parameters\.provided$)/;

function eventLabel({ type, ...given }: { readonly type: string }): string {
  const values = Object.values<unknown>(given);
  return [type, ...values.map(String)].join(' ');
}

/** What writes a journey down. */
export interface Recorder {
  /** For the stage. */
  readonly watch: Watch;
  /** What has happened so far. */
  readonly steps: () => readonly Step[];
}

/**
 * Writes down what happens on a stage, in its order: also of one that is played by hand.
 *
 * @param now of the clock of that stage
 */
export function recorderOf(
  { runsOn: home = 'television' }: Pick<Scenario, 'runsOn'>,
  now: () => number,
): Recorder {
  const start = now();
  const cells: Array<{ step: Step }> = [];
  const names = new Names();
  const shown = new Map<Party, Parts>();
  const named = (step: Step): Step => ({ ...step, label: names.in(step.label) });
  const note: Note = (step) => {
    const cell = { step: { at: now() - start, ...step } as Step };
    cells.push(cell);
    return cell;
  };

  function show(party: Party, parts: Parts): void {
    const before = shown.get(party);
    for (const [name, { phase, label }] of parts) {
      if (before?.get(name)?.label === label) continue;
      note({ kind: 'state', from: party, to: party, label, phase });
    }
    shown.set(party, parts);
  }

  function inspect(inspected: InspectionEvent): void {
    const { actorRef, rootId } = inspected;
    if (actorRef.sessionId !== rootId) return;
    const isPhone = 'id' in actorRef && actorRef.id === 'phone';
    const party = isPhone ? 'phone' : home;
    if (inspected.type === '@xstate.event') {
      const { event, sourceRef } = inspected;
      if (event.type === 'xstate.init') shown.delete(party);
      if (sourceRef !== undefined || event.type.startsWith('xstate.')) return;
      const device = isPhone ? 'phone' : 'television';
      const from = ownEvents.test(event.type) || device !== party ? device : 'viewer';
      note({ kind: 'event', from, to: party, label: eventLabel(event) });
    } else if (inspected.type === '@xstate.snapshot') {
      const { snapshot } = inspected as { snapshot: unknown };
      show(
        party,
        isPhone
          ? partsOfPhone(secondScreenView(snapshot as SnapshotFrom<typeof secondScreenMachine>))
          : partsOfTelevision(entitlementView(snapshot as SnapshotFrom<typeof entitlementMachine>)),
      );
    }
  }

  return {
    watch: {
      inspect,
      ...trafficOf(note, names, home),
      onHelp(helper, question) {
        note({ kind: 'request', from: home, to: helper, label: question, details: [] });
        return (label) => void note({ kind: 'response', from: helper, to: home, label });
      },
      onSay(who, label) {
        const party = who === 'server' ? 'adobe' : who === 'time' ? 'viewer' : who;
        note({ kind: 'person', who, from: party, to: party, label });
      },
    },
    steps: () => cells.map(({ step }) => named(step)),
  };
}
