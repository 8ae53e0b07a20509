import { authenticationView } from '../../../machines/authentication/authentication.view.js';
import { authorizationView } from '../../../machines/authorization/authorization.view.js';
import { entitlementView } from '../../../machines/entitlement/entitlement.view.js';
import { logoutView } from '../../../machines/logout/logout.view.js';
import { partnerAuthenticationView } from '../../../machines/partner-authentication/partner-authentication.view.js';
import { preauthorizationView } from '../../../machines/preauthorization/preauthorization.view.js';
import type { SeenEvent } from '../observation.js';
import { entitlement } from './entitlement-teller.js';
import type { JourneyEvent } from './journey-event.js';
import {
  authentication,
  authorization,
  type Flow,
  logout,
  partnerAuthentication,
  preauthorization,
  type Say,
  type Teller,
} from './tellers.js';

/** Of a snapshot, what a view is made of. */
interface Shown {
  readonly status: string;
  readonly value?: unknown;
  readonly context?: unknown;
  readonly output?: unknown;
}

/** What an actor did with one event. */
export interface JourneyStep {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly sessionId: string;
  /** The id of its machine. */
  readonly machine: string;
  /** The id of the machine that runs it, where one does. */
  readonly parent: string | undefined;
  /** The `sessionId` of the root. */
  readonly flow: string;
  readonly event: SeenEvent;
  /** Where it stood before the first step that is seen of it. */
  readonly stood: Shown | undefined;
  readonly led: Shown;
}

/** Makes events of steps, in the order in which they were taken. */
export interface Journey {
  readonly take: (step: JourneyStep) => void;
  /** The root of a flow has ended. */
  readonly end: (flow: string) => void;
}

type Chapter = (step: JourneyStep, flow: Flow) => void;

/** Tells of a machine by what its view shows: the names of its states say nothing here. */
const chapterOf =
  <TView>(teller: () => Teller<TView>, view: (snapshot: never) => TView) =>
  (tell: (event: JourneyEvent) => void): Chapter => {
    // A child tells of itself.
    const show = ({ value, context, output }: Shown) =>
      view({ value, context, output, children: {} } as never);
    const next = teller();
    let isFirst = true;
    let before: TView | undefined;
    return ({ at, event, parent, stood, led }, flow) => {
      // A flow that goes on, from where it was stored or looked at first, has told all that before.
      const isNew = event.type === 'xstate.init' && event['input'] !== undefined;
      if (isFirst && !isNew && stood) before = show(stood);
      isFirst = false;
      const now = show(led);
      const { mvpd } = led.context as { readonly mvpd?: unknown };
      const provider = typeof mvpd === 'string' ? mvpd : '';
      const isOutermost = parent === undefined || !chapters.has(parent);
      const events: JourneyEvent[] = [];
      const say: Say = (name, properties) =>
        events.push({ name, at, flow: flow.id, properties } as JourneyEvent);
      next({ at, event, before, now, provider, flow, isOutermost, say });
      before = now;
      events.forEach(tell);
    };
  };

const chapters: ReadonlyMap<string, ReturnType<typeof chapterOf>> = new Map([
  ['entitlement', chapterOf(entitlement, entitlementView)],
  ['authentication', chapterOf(authentication, authenticationView)],
  ['partnerAuthentication', chapterOf(partnerAuthentication, partnerAuthenticationView)],
  ['logout', chapterOf(logout, logoutView)],
  ['authorization', chapterOf(authorization, authorizationView)],
  ['preauthorization', chapterOf(preauthorization, preauthorizationView)],
]);

/** What was told of a flow, by the `sessionId` of each actor. */
interface Story {
  readonly flow: Flow;
  readonly chapters: Map<string, Chapter>;
}

/** Flows that have ended, and may be started again, as React does it. */
const MOST_ENDED = 100;

/** @param tell What it throws, the step throws. */
export function createJourney(tell: (event: JourneyEvent) => void): Journey {
  const live = new Map<string, Story>();
  const ended = new Map<string, Story>();
  return {
    take(step) {
      const { sessionId, machine, flow: id, led } = step;
      const make = chapters.get(machine);
      if (!make) return;
      const known = live.get(id) ?? ended.get(id);
      const story: Story = known ?? { flow: { id, code: '' }, chapters: new Map() };
      const chapter = story.chapters.get(sessionId) ?? make(tell);
      if (led.status === 'active') {
        ended.delete(id);
        live.set(id, story);
      }
      if (led.status === 'active' || led.status === 'stopped')
        story.chapters.set(sessionId, chapter);
      else story.chapters.delete(sessionId);
      chapter(step, story.flow);
    },
    end(flow) {
      const story = live.get(flow);
      live.delete(flow);
      if (story) ended.set(flow, story);
      const [oldest = ''] = ended.keys();
      if (ended.size > MOST_ENDED) ended.delete(oldest);
    },
  };
}
