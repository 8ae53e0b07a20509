import type { Party, Step } from '../../scenarios/index.js';
import { foldPolls, type Polls } from './polls.js';

const names: Readonly<Record<Party, string>> = {
  viewer: 'actor viewer as Viewer',
  phone: 'participant phone as Phone',
  television: 'participant television as Television',
  backend: "participant backend as Programmer's backend",
  adobe: 'participant adobe as Adobe Pass',
  provider: 'participant provider as TV provider',
  // Not `partner`: `par` is a word of Mermaid.
  partner: 'participant framework as Partner framework',
};

/** The order from left to right. */
const order: readonly Party[] = [
  'viewer',
  'phone',
  'television',
  'backend',
  'partner',
  'adobe',
  'provider',
];

/** A text that Mermaid takes as it is: some characters end a line there, or begin HTML. */
const plain = (text: string) =>
  text.replaceAll(';', ',').replaceAll('#', '').replaceAll('<', '(').replaceAll('>', ')');

const idOf = (party: Party) => (party === 'partner' ? 'framework' : party);

const note = (text: string, ...parties: readonly Party[]) =>
  `Note over ${parties.map(idOf).join(',')}: ${plain(text)}`;

const message = (from: Party, line: '->>' | '-->>', to: Party, ...texts: readonly string[]) =>
  `${idOf(from)}${line}${idOf(to)}: ${texts.map(plain).join('<br/>')}`;

/** Who takes part, from left to right. */
export const partiesOf = (steps: readonly Step[]): readonly Party[] => {
  const found = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return order.filter((party) => found.has(party));
};

/** What a person says; nothing where the arrow that follows says it. */
function said(step: Step & { kind: 'person' }, next: Step | undefined): readonly string[] {
  const { who, label } = step;
  if (who === 'time') return [note(label, 'viewer', 'adobe')];
  if (who !== 'viewer' || !next) return [note(label, step.from)];
  if (next.kind === 'event') {
    return next.from === 'viewer' ? [] : [message('viewer', '->>', next.from, label)];
  }
  return next.kind === 'request'
    ? [message('viewer', '->>', next.from, label)]
    : [note(label, 'viewer')];
}

function arrow(step: Step, next: Step | undefined): readonly string[] {
  const { from, to, label } = step;
  switch (step.kind) {
    case 'request':
      return [message(from, '->>', to, label, ...step.details)];
    case 'response': {
      const { status = '' } = step;
      return [message(from, '-->>', to, `${status} ${label}`.trim())];
    }
    case 'event':
      return [message(from, '->>', to, label)];
    case 'state':
      return [note(label, from)];
    case 'person':
      return said(step, next);
  }
}

function loop({ request, response, count, every }: Polls): readonly string[] {
  const inner = [request, response].flatMap((step) => arrow(step, undefined));
  return [`loop every ${every} s, ${count} times`, ...inner.map((line) => `  ${line}`), 'end'];
}

/** The arrows and notes of some steps. */
export function draw(steps: readonly Step[]): readonly string[] {
  const folded = foldPolls(steps);
  return folded.flatMap((step, index) => {
    if (step.kind === 'polls') return loop(step);
    const next = folded
      .slice(index + 1)
      .find((later): later is Step => later.kind !== 'state' && later.kind !== 'polls');
    return arrow(step, next);
  });
}

/** A diagram of Mermaid. */
export const diagram = (parties: readonly Party[], body: readonly string[]): string =>
  [
    '```mermaid',
    'sequenceDiagram',
    ...[...parties.map((party) => names[party]), ...body].map((line) => `  ${line}`),
    '```',
  ].join('\n');
