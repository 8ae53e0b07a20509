import type { Command } from '../command.js';
import { UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import {
  connect,
  parameterFlags,
  serverFlags,
  storeFlags,
  transportFlags,
} from '../login/connect.js';
import { openScreen } from '../screen/index.js';
import { goOn } from './go-on.js';

export const secondScreen: Command = {
  name: 'second-screen',
  about: "The phone's side: goes on with the code that a device shows, up to its login page.",
  details: [
    'The code may be one that `tve-auth-flow login` shows, or `tve-auth-flow demo --interactive`.',
  ],
  argument: { name: 'CODE', about: 'The code, however it is typed; asked for in a terminal.' },
  flags: {
    ...serverFlags,
    ...parameterFlags,
    check: { about: 'Asks once whether the login has been done, and ends.' },
    ...storeFlags,
    ...transportFlags,
  },
  examples: [
    'tve-auth-flow second-screen ABCDEFG --environment release-staging \\',
    '    --service-provider REF30 --software-statement statement.txt \\',
    '    --domain-name adobe.com --redirect-url https://adobe.com',
  ],
  async run(flags, context) {
    const { signal } = context;
    const check = flags['check'] === true;
    // A program is not asked, and neither is somebody who only wants to know.
    const ask = flags['json'] || check ? undefined : context.ask;
    const code = textOf(flags, 'CODE');
    if (code === undefined && !ask) throw new UsageError('CODE is missing');
    const connection = await connect(flags, context);
    if (!connection) return;
    const screen = openScreen(flags, context);
    try {
      const { serviceProvider, target } = connection;
      screen.title(
        'tve-auth-flow second-screen',
        `Signs a device in to ${serviceProvider} at ${target}.`,
      );
      await goOn({ ...connection, code, check, ask }, { screen, signal });
    } finally {
      screen.close();
    }
  },
};
