import { createSimulator, defaultMvpds, type SimulatorOptions } from '../../simulator/index.js';
import type { Command, FlagValues } from '../command.js';
import { UsageError } from '../errors.js';
import { durationOf, integerOf, quote, textOf } from '../flags.js';
import { untilAborted } from '../pause.js';
import { openScreen } from '../screen/index.js';
import { serve } from '../server.js';
import { printGuide } from './guide.js';
import { journalLine } from './journal.js';

const PORT = 8080;
const SERVICE_PROVIDER = 'REF30';

export const simulator: Command = {
  name: 'simulator',
  about: 'Serves a simulated Adobe Pass, with a line for each request.',
  flags: {
    port: { value: 'N', about: `The port; 0 for any free one. ${PORT} where left out.` },
    host: { value: 'ADDRESS', about: 'The address to listen at. 127.0.0.1 where left out.' },
    'service-provider': { value: 'ID', about: `${SERVICE_PROVIDER} where left out.` },
    'code-life': { value: 'TIME', about: 'How long a code lives, as 90s or 5m. Otherwise 30m.' },
    'token-life': { value: 'TIME', about: 'How long an access token lives. Otherwise 6h.' },
    'profile-life': { value: 'TIME', about: 'How long a sign-in lives. Otherwise 30 days.' },
    'no-throttle': { about: 'Answers any number of requests; otherwise 1 a second, and a burst.' },
  },
  examples: ['tve-auth-flow simulator --port 8080', 'tve-auth-flow simulator --code-life 30s'],
  async run(flags, context) {
    const port = integerOf(flags, 'port', { least: 0, most: 65_535 }) ?? PORT;
    const serviceProvider = textOf(flags, 'service-provider') ?? SERVICE_PROVIDER;
    // It becomes part of a command that somebody copies into a shell.
    if (!/^[\w.-]+$/.test(serviceProvider)) {
      throw new UsageError(
        `--service-provider takes letters, digits, dots and dashes, not ${quote(serviceProvider)}`,
      );
    }
    // Nothing is printed before the guide.
    let print = (_line: string): void => {};
    const simulated = createSimulator({
      onRequest: (entry) => print(journalLine(entry)),
      ...lives(flags),
      serviceProviders: [serviceProvider],
      ...(flags['no-throttle'] && { throttle: false }),
    });
    const server = await serve(simulated, { port, host: textOf(flags, 'host') ?? '127.0.0.1' });
    const screen = openScreen(flags, context);
    printGuide(screen, { origin: server.origin, serviceProvider, mvpds: defaultMvpds });
    print = (line) => screen.verbatim([line]);
    await untilAborted(context.signal);
    screen.close();
    await server.close();
  },
};

function lives(
  flags: FlagValues,
): Pick<SimulatorOptions, 'codeLife' | 'tokenLife' | 'profileLife'> {
  const [codeLife, tokenLife, profileLife] = [
    durationOf(flags, 'code-life'),
    durationOf(flags, 'token-life'),
    durationOf(flags, 'profile-life'),
  ];
  return {
    ...(codeLife !== undefined && { codeLife }),
    // In seconds, as on the wire.
    ...(tokenLife !== undefined && { tokenLife: tokenLife / 1000 }),
    ...(profileLife !== undefined && { profileLife }),
  };
}
