import { networkInterfaces } from 'node:os';
import { serveInspector } from '../../inspect/node/serve-inspector.js';
import type { Command } from '../command.js';
import { CommandError } from '../errors.js';
import { integerOf, listOf, textOf } from '../flags.js';
import { untilAborted } from '../pause.js';
import { openScreen } from '../screen/index.js';
import { createStyle, wantsColor } from '../screen/style.js';
import { systemCode } from '../system-error.js';
import { printInspectGuide } from './guide.js';
import { inspectorPage } from './page.js';

const PORT = 4173;

const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::';
const isLoopback = (host: string) => /^(127\..*|::1|localhost)$/.test(host);

/** How others on the network reach this computer, as far as that can be told. */
function networkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

export const inspect: Command = {
  name: 'inspect',
  about: 'Shows the flows of apps that run elsewhere: their charts, events and requests.',
  details: [
    'Opens nothing by itself. What it shows holds no secret; a record of it can be saved.',
    'With --host 0.0.0.0, whoever is on the network can see the flows, and send events to',
    'apps whose statelySink accepts them.',
  ],
  flags: {
    port: { value: 'N', about: `The port; 0 for any free one. ${PORT} where left out.` },
    host: { value: 'ADDRESS', about: 'The address to listen at. 127.0.0.1 where left out.' },
    'allow-origins': {
      value: 'LIST',
      about: 'Origins of apps that are pages, such as https://tv.example or file://.',
    },
  },
  examples: [
    'tve-auth-flow inspect',
    'tve-auth-flow inspect --host 0.0.0.0',
    'tve-auth-flow inspect --host 0.0.0.0 --allow-origins file://,null',
  ],
  async run(flags, context) {
    const port = integerOf(flags, 'port', { least: 0, most: 65_535 }) ?? PORT;
    const host = textOf(flags, 'host') ?? '127.0.0.1';
    const { files, policy, drawsAll } = inspectorPage();
    const origins = listOf(flags, 'allow-origins');
    const served = await serveInspector({ files, policy, port, host, origins }).catch(
      (error: unknown) => {
        throw systemCode(error) === undefined ? error : new CommandError((error as Error).message);
      },
    );
    const name = isEverywhere(host) ? (networkAddress() ?? '127.0.0.1') : host;
    const reached = `${name.includes(':') ? `[${name}]` : name}:${served.port}`;
    const screen = openScreen(flags, context);
    printInspectGuide(screen, {
      page: `http://${reached}/#attach`,
      app: `ws://${reached}/inspect/app`,
      isLocal: isLoopback(host),
      drawsAll,
      terminal: context.stdout.isTerminal
        ? { columns: context.stdout.columns, style: createStyle(wantsColor(flags, context)) }
        : undefined,
    });
    await untilAborted(context.signal);
    screen.close();
    await served.close();
  },
};
