import { createSimulator } from '../../simulator/index.js';
import type { Command } from '../command.js';
import { UsageError } from '../errors.js';
import { openScreen } from '../screen/index.js';
import { serve } from '../server.js';
import { tellStory } from './story.js';
import { atFirst, television } from './world.js';

export const demo: Command = {
  name: 'demo',
  about: 'Shows a television sign in and out, against a simulator of its own.',
  flags: {
    interactive: { about: 'You sign in, in your browser, in place of the scripted viewer.' },
    json: { about: 'One line of JSON for each transition of a statechart, and nothing else.' },
  },
  examples: ['tve-auth-flow demo', 'tve-auth-flow demo --interactive'],
  async run(flags, context) {
    if (flags['json'] && flags['interactive']) {
      throw new UsageError('--json and --interactive exclude each other');
    }
    const { stdout, signal } = context;
    const screen = openScreen(flags, context);
    const simulator = createSimulator({ mvpds: atFirst });
    const server = await serve(simulator);
    try {
      screen.title(
        'tve-auth-flow',
        `A television signs in and out, against a simulated Adobe Pass at ${server.origin}. On the left is the phase that the app renders, or the viewer who acts; after → is what the app does next.`,
      );
      await tellStory(
        {
          simulator,
          client: television(server.origin),
          interactive: flags['interactive'] === true,
          paced: stdout.isTerminal && flags['json'] !== true,
        },
        { screen, signal },
      );
    } finally {
      screen.close();
      await server.close();
    }
  },
};
