import { createServer, type IncomingMessage } from 'node:http';
import * as tve from 'tve-auth-flow';
import { type Actor, createActor, waitFor } from 'xstate';

export type BackendOptions = Omit<tve.PassClientOptions, 'device' | 'forwardedFor'> & {
  /** Of all devices: flows, credentials, viewers. In earnest, a database. */
  readonly storage: tve.PassStorage;
  /** Adobe's Media Token Verifier. */
  readonly verifyMediaToken: tve.VerifyMediaToken;
};
type Machine = typeof tve.entitlementMachine;

const redirectUrl = 'https://adobe.com'; // where the phone ends up
const input = {
  screen: 'secondary',
  choice: 'elsewhere',
  domainName: 'adobe.com',
  redirectUrl,
} as const;
// Whatever else a device sent would reach the machine too, such as the end of an actor inside.
const allowed = /^(authenticate|code\.renew|play(\.end)?|logout|userAgent\.skipped|retry|cancel)$/;

/** A device's stored flow; a new one where there is none, or one that this version can't read. */
function restored(machine: Machine, stored: unknown): Actor<Machine> {
  try {
    if (typeof stored === 'string') return tve.restoreActor(machine, stored);
  } catch (error) {
    if (!(error instanceof tve.SnapshotError)) throw error;
  }
  return createActor(machine, { input });
}

/** What a device asks: its id, what it is, and what its viewer wants. */
async function read(request: IncomingMessage) {
  const [, id = ''] = /^\/devices\/([\w-]{8,64})$/.exec(request.url ?? '') ?? [];
  let text = '';
  for await (const chunk of request) if ((text += chunk).length > 10_000) break;
  const { info, event } = JSON.parse(text) as {
    info: tve.DeviceInfo;
    event?: tve.EntitlementEvent;
  };
  if (!id || typeof info !== 'object' || (event && !allowed.test(event.type)))
    throw new TypeError();
  return { id, info, event };
}

/** `POST /devices/<id>` with `{ info, event? }` answers with the view. The id alone says who asks; with you, a session does. */
export function createBackend({ verifyMediaToken, ...shared }: BackendOptions) {
  const flows = new Map<string, Promise<Actor<Machine>>>();

  async function open(id, info, from) {
    const client = tve.createPassClient({
      ...shared,
      device: { id, info: { ...info, connectionIp, connectionPort } },
      forwardedFor: address,
    });
    const actors = tve.entitlementServices(client, { verifyMediaToken });
    const flow = restored(
      tve.entitlementMachine.provide({ actors }),
      await shared.storage.getItem(`flow ${id}`),
    );
    return flow.start();
  }
}
