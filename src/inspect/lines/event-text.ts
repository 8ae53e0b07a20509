import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { SeenEvent } from '../observation.js';

/** Characters of what an event says, beside its name. */
const MOST = 60;

function serviceIn(node: AnyStateNode, id: string): string | undefined {
  const source: unknown = node.invoke.find((invoked) => invoked.id === id)?.src;
  if (typeof source === 'string') return source;
  for (const child of Object.values<AnyStateNode>(node.states)) {
    const found = serviceIn(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of an actor that a state invokes, where XState has given it only a number: `checkProfile`. */
export const actorName = (id: string, machine: AnyStateMachine | undefined): string =>
  (/^\d+\./.test(id) && machine && serviceIn(machine.root, id)) || id;

/** Why something failed, in one word where there is one. */
export function errorText(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const known = [code, message, error].find((text) => typeof text === 'string');
  return known ?? 'no reason given';
}

/** What an event of the app says: `mvpd=Cablevision`. */
function saidOf(event: SeenEvent): string {
  const said = Object.keys(event)
    .filter((name) => name !== 'type')
    .map((name) => {
      const value = event[name];
      return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
    })
    .join(' ');
  return said.length > MOST ? `${said.slice(0, MOST - 1)}…` : said;
}

/** An event as a person names it: `checkProfile done`, `play resource=news`, `start`. */
export function eventText(event: SeenEvent, machine?: AnyStateMachine): string {
  const { type } = event;
  const [, what = '', id = ''] =
    /^xstate\.(done\.actor|error\.actor|snapshot)\.(.*)$/.exec(type) ?? [];
  const name = actorName(id, machine);
  switch (what) {
    case 'done.actor':
      return `${name} done`;
    case 'error.actor':
      return `${name} failed: ${errorText(event['error'])}`;
    case 'snapshot':
      return `${name} changed`;
    default:
      break;
  }
  if (type === 'xstate.init') return 'start';
  if (type === 'xstate.stop') return 'stop';
  const [, delay] = /^xstate\.after\.(.+?)\./.exec(type) ?? [];
  return delay === undefined ? [type, saidOf(event)].filter(Boolean).join(' ') : `after ${delay}`;
}
