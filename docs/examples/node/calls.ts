import type { IncomingMessage } from 'node:http';
import {
  type EntitlementEvent,
  type EntitlementView,
  InvalidInputError,
  type PassClientOptions,
} from 'tve-auth-flow';

/** What a device asks. */
export interface Call {
  readonly id: string;
  readonly info: NonNullable<PassClientOptions['device']['info']>;
  readonly event?: EntitlementEvent;
}

// Whatever else came from a device would reach the machine too, such as the end of an actor inside.
const allowed = new Set<unknown>([
  'authenticate',
  'code.renew',
  'profile.check',
  'profile.selected',
  'play',
  'play.retry',
  'play.end',
  'preauthorize',
  'logout',
  'userAgent.skipped',
  'retry',
  'cancel',
] satisfies Array<EntitlementEvent['type']>);

const refuse = (path: string): never => {
  throw new InvalidInputError(`${path} is wrong`, { code: 'invalid_input', remedy: 'none', path });
};

/** Reads `POST /devices/<id>` with `{ info, event? }`. @throws InvalidInputError for anything else */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const [, id] = /^\/devices\/([\w-]{8,64})$/.exec(request.url ?? '') ?? [];
  if (request.method !== 'POST' || id === undefined) return refuse('url');
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request as AsyncIterable<string>) {
    text += chunk;
    if (text.length > 10_000) return refuse('body');
  }
  let body: Partial<Call> | null;
  try {
    body = JSON.parse(text) as Partial<Call> | null;
  } catch {
    return refuse('body');
  }
  const { info, event } = body ?? {};
  if (!info || typeof info !== 'object') return refuse('info');
  if (event && !allowed.has(event.type)) return refuse('event.type');
  return { id, info, ...(event && { event }) };
}

const busy =
  /^(restoring|checking|fetchingConfiguration|creating|resuming|initiating|authorizing|verifying)$/;

/** Whether an answer of the service is on its way that the device has asked for. */
export function isBusy(view: EntitlementView): boolean {
  const phases: string[] = [view.phase, ...view.plays.map(({ phase }) => phase)];
  if (view.phase === 'authenticating') phases.push(view.authentication.phase);
  if (view.phase === 'loggingOut') phases.push(view.logout.phase);
  return view.preauthorizing || phases.some((phase) => busy.test(phase));
}
