import type { Command } from '../command.js';
import { openScreen } from '../screen/index.js';
import {
  connect,
  parameterFlags,
  serverFlags,
  storeFlags,
  transportFlags,
  webUrl,
} from './connect.js';
import { signIn } from './sign-in.js';

export const login: Command = {
  name: 'login',
  about: 'Signs in on a second screen, at any server you have a software statement for.',
  details: [
    'This is the device that shows a code. `tve-auth-flow second-screen` is the phone that goes on with',
    'it. Without a licence, try both against `tve-auth-flow simulator`, which prints how.',
  ],
  flags: {
    ...serverFlags,
    ...parameterFlags,
    'activation-url': { value: 'URL', about: 'Your page where a viewer types a code.' },
    ...storeFlags,
    attributes: { about: 'Prints what the provider says of the viewer, too.' },
    ...transportFlags,
  },
  examples: [
    'tve-auth-flow login --environment release-staging --service-provider REF30 \\',
    '    --software-statement statement.txt --mvpd Cablevision \\',
    '    --domain-name adobe.com --redirect-url https://adobe.com',
  ],
  async run(flags, context) {
    const { signal } = context;
    const page = webUrl(flags, 'activation-url');
    const connection = await connect(flags, context);
    if (!connection) return;
    const { serviceProvider, target } = connection;
    const screen = openScreen(flags, context);
    try {
      screen.title('tve-auth-flow login', `Signs in to ${serviceProvider} at ${target}.`);
      const withAttributes = flags['attributes'] === true;
      await signIn({ ...connection, page, withAttributes }, { screen, signal });
    } finally {
      screen.close();
    }
  },
};
