import { createServer, type IncomingMessage } from 'node:http';
import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  InvalidInputError,
  type PassClientOptions,
  type PassStorage,
  type VerifyMediaToken,
} from 'tve-auth-flow';
import { waitFor } from 'xstate';
import { isBusy, readCall } from './calls.js';
import { createFlows, type Running } from './flows.js';

export type BackendOptions = Omit<PassClientOptions, 'device' | 'forwardedFor'> & {
  /** Of all devices: flows, credentials, viewers. For more than one process, a database. */
  readonly storage: PassStorage;
  /** Adobe's Media Token Verifier. */
  readonly verifyMediaToken: VerifyMediaToken;
  readonly mostRunning?: number;
};

/** Waits for what the service says, for as long as a device waits. */
const settled = ({ flow }: Running) =>
  waitFor(flow, (snapshot) => !isBusy(entitlementView(snapshot)), { timeout: 10_000 }).catch(
    () => {},
  );

/**
 * Signs devices in that only show codes and play: `POST /devices/<id>` with `{ info, event? }` answers
 * with the view. The id alone says who asks; with you, a session of your own does.
 */
export function createBackend({ verifyMediaToken, mostRunning, ...shared }: BackendOptions) {
  const flows = createFlows(shared.storage, mostRunning ?? 10_000);

  async function answer(request: IncomingMessage) {
    const { id, info, event } = await readCall(request);
    // Behind a proxy of yours: what that says in X-Forwarded-For.
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    const running = await flows.of(id, (caller) => {
      caller.address = remoteAddress;
      // The device's own data, never those of this server. And credentials for each: `storage` keeps them.
      const origin = { connectionIp: remoteAddress, connectionPort: remotePort };
      const client = createPassClient({
        ...shared,
        device: { id, info: { ...info, ...origin } },
        forwardedFor: () => caller.address,
      });
      const actors = entitlementServices(client, { verifyMediaToken });
      return entitlementMachine.provide({ actors });
    });
    running.device.address = remoteAddress; // of each request: telephones move
    await settled(running);
    if (event) running.flow.send(event);
    await settled(running);
    await running.stored(); // What the device is told holds after a restart.
    return entitlementView(running.flow.getSnapshot());
  }

  const server = createServer((request, response) => {
    const end = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    answer(request).then(
      (view) => end(200, view),
      (error: unknown) =>
        error instanceof InvalidInputError
          ? end(400, { error: error.message })
          : end(500, { error: 'internal' }),
    );
  });
  const close = async (): Promise<void> => {
    server.close();
    await flows.close();
  };
  return { server, close };
}
