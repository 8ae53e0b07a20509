import { qrCode } from '../screen/qr.js';
import type { Screen } from '../screen/index.js';
import type { Style } from '../screen/style.js';

interface Served {
  /** What to open. */
  readonly page: string;
  /** What apps connect to. */
  readonly app: string;
  /** Only this computer can reach it. */
  readonly isLocal: boolean;
  readonly drawsAll: boolean;
  /** Columns, and how the terminal takes colours; nothing where it is no terminal. */
  readonly terminal: { readonly columns: number; readonly style: Style } | undefined;
}

/** Says what to open, and what to paste into the app. */
export function printInspectGuide(screen: Screen, served: Served): void {
  const { page, app, isLocal, drawsAll, terminal } = served;
  screen.title('tve-auth-flow inspect', `Shows the flows of apps, at ${page}`);
  screen.fields([
    ['Page', page],
    ['Apps connect to', app],
    ...(isLocal
      ? [['Who gets in', 'this computer; with --host 0.0.0.0 whoever is on its network'] as const]
      : [['Who gets in', 'whoever is on the network of this computer'] as const]),
    ...(drawsAll
      ? []
      : [['Charts', 'of this library; of machines of yours too with: npm i -D elkjs'] as const]),
  ]);
  const qr = terminal && !isLocal ? qrCode(page, terminal.style) : undefined;
  if (qr && terminal && qr.width <= terminal.columns) screen.verbatim(['', ...qr.lines]);
  screen.verbatim(['']);
  screen.heading('Paste into the app');
  screen.verbatim([
    "import { createInspection, statelySink, webSocketTransport } from 'tve-auth-flow/inspect';",
    '',
    `const transport = webSocketTransport({ url: '${app}', onProblem: console.warn });`,
    "const inspect = createInspection({ name: 'Living room', sinks: [statelySink({ transport })] });",
    '',
    '// createActor(machine, { input, inspect })',
    '// createPassClient({ …, fetch: inspect.fetch(fetch) })  shows the requests, too',
    '',
  ]);
  screen.heading('Until Ctrl-C');
}
