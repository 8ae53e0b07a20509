/*
 * Components run flows, and stop them and start them again: React's StrictMode at the first mount,
 * `<Activity>` when it hides and shows, a development server when a module was edited.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnyStateMachine, createActor } from 'xstate';
import {
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
  restoreActor,
} from '../../src/index.js';
import { inTurn } from '../support/depth.js';
import { subscribed } from '../support/flows.js';
import { mount, type Mounted, simulateTimeForReact } from '../support/react.js';
import { after, type AppRequest, slowWorld, type SlowWorld } from '../support/slow-world.js';
import { endsAgain, moments, stories, type Story, tell } from '../support/stories.js';
import { parameters, START } from '../support/world.js';

beforeEach(() => simulateTimeForReact(START));
afterEach(() => {
  vi.useRealTimers();
});

const LEAST_INTERVAL = 3000;

/** A story in a component. */
interface Stage {
  readonly story: Story;
  readonly made: SlowWorld;
  /** Made once, outside of components. */
  readonly machine: AnyStateMachine;
  app: Mounted;
}

/** What happens to a component. */
type Happening = (stage: Stage) => Promise<void>;

/** Tells a story in a component, to which something happens before step `at`. */
async function tellInComponent(story: Story, at = -1, happens: Happening = async () => {}) {
  vi.setSystemTime(START);
  const made = (story.world ?? slowWorld)();
  const machine = story.machine(made);
  const options = { input: story.input as never };
  const stage: Stage = { story, made, machine, app: await mount(machine, options, story.view) };
  const told = await tell(
    story,
    made,
    {
      flow: () => stage.app.flow(),
      send: (event) => stage.app.send(event),
      advance: () => stage.app.advance(),
    },
    (step) => (step === at ? happens(stage) : undefined),
  );
  expect(stage.app.shown()).toEqual(JSON.parse(JSON.stringify(told.last)));
  await stage.app.unmount();
  vi.clearAllTimers();
  return { told, made };
}

const asked = ({ requests }: SlowWorld, part: string): readonly AppRequest[] =>
  requests.filter(({ path }) => path.includes(part));

const isAnswered = ({ stage }: AppRequest) => stage === 'answered';

function expectTheSame(
  story: Story,
  { told: { last, views }, made }: Awaited<ReturnType<typeof tellInComponent>>,
): void {
  expect(last).toMatchObject(endsAgain(story, made, last));
  const seen = JSON.stringify(views);
  expect(seen).not.toContain('"phase":"failed"');
  expect(seen).not.toContain('"code":"aborted"');
  const polls = asked(made, '/profiles/code/').map(({ at }) => at);
  for (const [index, at] of polls.slice(1).entries())
    expect(at - polls[index]!, 'polls keep their distance').toBeGreaterThanOrEqual(LEAST_INTERVAL);
}

const happenings: Readonly<Record<string, Happening>> = {
  'is hidden, and shown at once': async ({ app }) => {
    await app.hide();
    await app.show();
  },
  'is hidden for ten seconds, in which it asks nothing': async ({ app, made: { requests } }) => {
    await app.hide();
    const before = requests.length;
    await app.pass(10_000);
    expect(requests).toHaveLength(before);
    await app.show();
  },
  'gets a machine that was edited': async ({ app, machine }) => {
    await app.replace(machine.provide({}));
  },
  'is gone, and another one restores the flow': async (stage) => {
    const { app, machine, story } = stage;
    const stored = JSON.stringify(app.flow().getPersistedSnapshot());
    await app.unmount();
    const snapshot = restoreActor(machine, stored).getPersistedSnapshot();
    stage.app = await mount(machine, { snapshot }, story.view);
  },
};

/** A story without a component. */
async function tellAlone(story: Story) {
  vi.setSystemTime(START);
  const made = (story.world ?? slowWorld)();
  const flow = createActor(story.machine(made), { input: story.input as never }).start();
  const advance = async () => {
    await vi.advanceTimersToNextTimerAsync();
  };
  const told = await tell(story, made, {
    flow: () => flow,
    send: (event) => flow.send(event),
    advance,
  });
  return { told, made };
}

describe.each(stories)('$name', (story) => {
  it('goes in StrictMode as it does without a component, request by request', async () => {
    const alone = await tellAlone(story);
    const { told, made } = await tellInComponent(story);
    expect(told.last).toMatchObject(story.ends);
    const timetable = ({ requests }: SlowWorld) =>
      requests.map(({ path, at }) => `${at - START} ${path.replace(/[A-Z2-9]{7}$/, '{code}')}`);
    expect(timetable(made)).toEqual(timetable(alone.made));
    expectTheSame(story, { told, made });
  });

  it.each(Object.keys(happenings))('ends as it does else where the component %s', async (name) => {
    const { told, made } = await tellInComponent(story);
    const registrations = asked(made, '/client/register').length;
    const names = Object.keys(happenings);
    for (const at of inTurn(moments(told), names.indexOf(name), names.length)) {
      const again = await tellInComponent(story, at, happenings[name]);
      expectTheSame(story, again);
      const answered = asked(again.made, '/client/register').filter(isAnswered);
      // One more where the answer had not been stored yet.
      expect(answered.length, 'registrations').toBeLessThanOrEqual(registrations + 1);
    }
  });
});

describe('a dialog of the platform', () => {
  /** A framework that notes its dialogs. */
  const platform = () => {
    const dialogs: string[] = [];
    const { client } = slowWorld();
    const partnerFramework: PartnerFramework = {
      status() {
        dialogs.push('status');
        return subscribed.status();
      },
      authenticate() {
        dialogs.push('authenticate');
        return after(1000, () => ({ samlResponse: '<ok/>' }));
      },
    };
    const machine = partnerAuthenticationMachine.provide({
      actors: partnerAuthenticationServices(client, { partnerFramework }),
    });
    return { dialogs, machine: machine as AnyStateMachine };
  };
  const input = { ...parameters, screen: 'primary' } as never;

  it('that asks for the permission comes once', async () => {
    const { dialogs, machine } = platform();
    const app = await mount(machine, { input }, partnerAuthenticationView);
    await app.pass(500);
    expect(app.shown()).toEqual({ phase: 'partner_profile' });
    expect(dialogs).toEqual(['status', 'authenticate']);
    await app.unmount();
  });

  it('that logs in comes once, also where the flow is restored in it', async () => {
    const { dialogs, machine } = platform();
    const first = createActor(machine, { input }).start();
    await vi.advanceTimersByTimeAsync(500);
    const stored = JSON.stringify(first.getPersistedSnapshot());
    first.stop();
    const snapshot = restoreActor(machine, stored).getPersistedSnapshot();
    const app = await mount(machine, { snapshot }, partnerAuthenticationView);
    expect(dialogs).toEqual(['status', 'authenticate', 'authenticate']);
    await app.pass(2000);
    expect(app.shown()).toMatchObject({ phase: 'authorize', profile: { type: 'appleSSO' } });
    await app.unmount();
  });
});
