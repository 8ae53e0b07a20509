import type { Screen } from '../screen/index.js';

interface Served {
  readonly origin: string;
  readonly target: string;
  readonly store: string;
  /** Nobody verifies the devices. */
  readonly isTrial: boolean;
  readonly missing: readonly string[];
}

/** Says what is served, and how to try it. */
export function printServiceGuide(
  screen: Screen,
  { origin, target, store, isTrial, missing }: Served,
): void {
  screen.title('tve-auth-flow service', `Flows for devices, at ${origin}`);
  screen.fields([
    ['Base URL', origin],
    ['Adobe Pass', target],
    ['Store', store],
    ['Devices', isTrial ? 'not verified: for this machine alone' : 'verified'],
    ...missing.map((name): [string, string] => [
      'Missing',
      `${name}, which makes it ${benefits[name] ?? 'better'}: npm i ${name}`,
    ]),
    ['Operations', `${origin}/healthz, /readyz, /metrics, /openapi.json`],
  ]);
  screen.verbatim(['']);
  if (isTrial) {
    screen.heading('Try it');
    screen.verbatim(['Begin a flow:', '', ...begin(origin), '']);
    screen.verbatim(['Follow its views, with the id of the answer:', '']);
    screen.verbatim([`curl -N ${origin}/v1/flows/ID/stream`, '']);
  }
  screen.heading('Until Ctrl-C');
}

const benefits: Readonly<Record<string, string>> = {
  'prom-client': 'give metrics',
  undici: 'keep connections to Adobe',
};

const info = {
  model: 'AppleTV',
  version: '5,3',
  osName: 'tvOS',
  osVersion: '11.0',
  connectionType: 'LAN',
};

const begin = (origin: string) => [
  `curl -s ${origin}/v1/flows -H 'Content-Type: application/json' -d '{`,
  '  "machine": "authentication",',
  '  "input": { "screen": "secondary" },',
  `  "device": { "id": "television-1", "info": ${JSON.stringify(info)} }`,
  "}'",
];
