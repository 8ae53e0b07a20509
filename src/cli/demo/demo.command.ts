import { createInspection, recorderSink } from '../../inspect/index.js';
import { createSimulator } from '../../simulator/index.js';
import type { Command } from '../command.js';
import { UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import { openScreen } from '../screen/index.js';
import { serve } from '../server.js';
import { storyClock } from './story-clock.js';
import { writeRecord } from './write-record.js';
import { tellStory } from './story.js';
import { MARGIN } from './words.js';
import { serverOf } from './world.js';

export const demo: Command = {
  name: 'demo',
  about: 'Shows the life of a viewer, from the first start of an app to the sign-out.',
  details: [
    'An app on a television, and later on a tablet, against a simulator of its own:',
    '  1  the first start: nobody is known; choosing a provider, signing in with a phone',
    '  2  marks for a list, and two play requests: one permitted, one denied',
    '  3  closing the app and starting it again: still signed in',
    '  4  30 days later, while the login of the provider is out of order: no login is needed',
    '  5  the login works again: one confirmation, and signed in again',
    '  6  a temporary access beside the sign-in, until it is used up',
    '  7  signing in with the account in the settings of the tablet',
    '  8  the same with a provider that has not set that up: the browser instead',
    '  9  signing out; then nobody is known again',
    'It takes 45 seconds on a terminal, and a few in a pipe.',
  ],
  flags: {
    interactive: { about: 'You sign in, in your browser, in place of the scripted viewer.' },
    record: { value: 'FILE', about: 'Writes a flight record, for `tve-auth-flow replay`.' },
    json: { about: 'One line of JSON for each transition of a statechart, and nothing else.' },
  },
  examples: [
    'tve-auth-flow demo',
    'tve-auth-flow demo --interactive',
    'tve-auth-flow demo --record flight.json',
  ],
  async run(flags, context) {
    if (flags['json'] && flags['interactive']) {
      throw new UsageError('--json and --interactive exclude each other');
    }
    const { stdout, signal } = context;
    const screen = openScreen(flags, context, MARGIN);
    const clock = storyClock();
    const path = textOf(flags, 'record');
    const recorder = recorderSink({ limit: 10_000, now: clock.now });
    const simulator = createSimulator(serverOf(clock));
    const server = await serve(simulator);
    try {
      screen.title(
        'tve-auth-flow',
        `The life of a viewer, as \`entitlementMachine\` runs it in an app, against a simulated Adobe Pass at ${server.origin}. On the left is the phase that the app renders, or whoever acts; after → is what the app does next.`,
      );
      await tellStory(
        {
          simulator,
          origin: server.origin,
          clock,
          interactive: flags['interactive'] === true,
          paced: stdout.isTerminal && flags['json'] !== true,
          ...(path !== undefined && {
            fetch: recorder.fetch(globalThis.fetch),
            inspect: createInspection({ sinks: [recorder], now: clock.now }),
          }),
        },
        { screen, signal },
      );
    } finally {
      screen.close();
      await server.close();
      if (path !== undefined) await writeRecord(path, recorder.record());
    }
  },
};
