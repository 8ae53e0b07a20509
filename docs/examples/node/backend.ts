import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import * as tve from 'tve-auth-flow';
import { createActor, type SnapshotFrom, waitFor } from 'xstate';

type Asked = { info?: tve.DeviceInfo; event?: tve.EntitlementEvent };
type Tagged = { readonly tags?: ReadonlySet<string> } | undefined;
type Snapshot = SnapshotFrom<typeof tve.entitlementMachine>;
type Options = Omit<tve.PassClientOptions, 'device' | 'forwardedFor'> & {
  readonly storage: tve.PassStorage; // of all devices: flows, credentials, viewers
  readonly verifyMediaToken: tve.VerifyMediaToken; // Adobe's Media Token Verifier
  readonly key: Uint8Array; // signs the tokens of devices; 32 random bytes that only your servers have
  readonly patience?: number; // milliseconds that a device waits for its viewer
};

const redirectUrl = 'https://adobe.com'; // where the phone ends up
const where = { screen: 'secondary', choice: 'elsewhere', domainName: 'adobe.com' } as const;
// Whatever else a device sent would reach the machine too, such as the end of an actor inside.
const allowed = /^(authenticate|code\.renew|play(\.end)?|logout|userAgent\.skipped|retry|cancel)$/;

class Refusal extends Error {
  constructor(readonly status: 400 | 401 | 404) {
    super('refused');
  }
}

/** What a device shows with each call: nobody can make it without the key, so nobody speaks for another device. */
export const tokenOf = (key: Uint8Array, id: string): string =>
  createHmac('sha256', key).update(id).digest('base64url');

function isTokenOf(key: Uint8Array, id: string, { headers }: IncomingMessage): boolean {
  const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  const [expected, given] = [Buffer.from(tokenOf(key, id)), Buffer.from(token)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** What a device asks for. @throws Refusal for anything else */
async function read(request: IncomingMessage, key: Uint8Array) {
  const [, id] = /^\/devices\/([\w-]{8,64})$/.exec(request.url ?? '') ?? [];
  if (!id) throw new Refusal(404);
  if (!isTokenOf(key, id, request)) throw new Refusal(401);
  let body = '';
  for await (const chunk of request) if (body.length < 10_000) body += String(chunk);
  if (body.length > 10_000) throw new Refusal(400);
  let asked: Asked | null;
  try {
    asked = JSON.parse(body) as Asked | null;
  } catch {
    throw new Refusal(400);
  }
  const { info, event } = asked ?? {};
  if (!info || (event && !allowed.test(event.type))) throw new Refusal(400);
  return { id, info, event, forwardedFor: request.socket.remoteAddress };
}

/** Whether an answer of the service is on its way. */
const isBusy = ({ tags, children }: Snapshot): boolean =>
  tags.has('busy') ||
  Object.values(children).some((child) => (child?.getSnapshot() as Tagged)?.tags?.has('busy'));
const hasCode = (view: tve.EntitlementView): boolean =>
  'authentication' in view && 'code' in view.authentication;

/**
 * Signs devices in. `POST /devices` gives a new device its id and its token. `POST /devices/<id>` with that
 * token and `{ info, event? }` answers with the view of the device's own flow.
 */
export function createBackend({ verifyMediaToken, key, patience = 10_000, ...shared }: Options) {
  async function open({ id, info, forwardedFor = '' }: Awaited<ReturnType<typeof read>>) {
    const client = tve.createPassClient({ ...shared, device: { id, info }, forwardedFor });
    const actors = tve.entitlementServices(client, { verifyMediaToken });
    const machine = tve.entitlementMachine.provide({ actors });
    const stored = await shared.storage.getItem(`flow ${id}`);
    try {
      if (stored) return tve.restoreActor(machine, stored).start();
    } catch {} // Of another version of this server: it begins anew.
    return createActor(machine, { input: { ...where, redirectUrl } }).start();
  }

  // A flow runs while its device asks. In between it is JSON, and so survives a restart.
  const flows = new Map<string, { readonly opened: ReturnType<typeof open>; asking: number }>();
  async function answer(request: IncomingMessage): Promise<tve.EntitlementView> {
    const call = await read(request, key);
    const running = flows.get(call.id) ?? { opened: open(call), asking: 0 };
    flows.set(call.id, running);
    running.asking += 1;
    running.opened.catch(() => flows.delete(call.id));
    const flow = await running.opened;
    const until = (test: (now: Snapshot) => boolean) =>
      waitFor(flow, test, { timeout: patience }).catch(() => {});
    await until((now) => !isBusy(now));
    if (call.event) flow.send(call.event);
    await until((now) => !isBusy(now) && (!!call.event || !hasCode(tve.entitlementView(now))));
    const view = tve.entitlementView(flow.getSnapshot());
    await shared.storage.setItem(`flow ${call.id}`, JSON.stringify(flow.getPersistedSnapshot()));
    running.asking -= 1;
    if (running.asking === 0 && flows.delete(call.id)) flow.stop();
    return view;
  }

  return createServer((request, response) => {
    const end = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'POST') return void end(404, { error: 'refused' });
    if (request.url === '/devices') {
      const id = randomUUID();
      return void end(201, { id, token: tokenOf(key, id) });
    }
    answer(request).then(
      (view) => end(200, view),
      (error: unknown) => end(error instanceof Refusal ? error.status : 500, { error: 'refused' }),
    );
  });
}
