import { createActor } from 'xstate';
import { entitlementMachine, entitlementServices } from '../../../src/index.js';
import { createInspection, statelySink } from '../../../src/inspect/index.js';
import { webSocketTransport } from '../../../src/node.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { clientOf, parameters, television } from '../../../docs/scenarios/devices.js';

interface AppOptions {
  readonly acceptEvents?: boolean;
  readonly name?: string;
}

/** An app in another process of thought: in Node, attached over a WebSocket. */
export function startApp(url: string, { acceptEvents = false, name }: AppOptions = {}) {
  const simulator = createSimulator();
  const transport = webSocketTransport({ url });
  const inspect = createInspection({
    sinks: [statelySink({ transport, acceptEvents })],
    ...(name !== undefined && { name }),
  });
  const client = clientOf({ device: television, fetch: inspect.fetch(simulator.fetch) });
  const flow = createActor(entitlementMachine.provide({ actors: entitlementServices(client) }), {
    input: { screen: 'secondary', ...parameters },
    inspect,
  });
  flow.start();
  return {
    flow,
    simulator,
    /** Ends the connection as a process that breaks does. */
    leave: () => transport.close(),
    stop: () => {
      flow.stop();
      transport.close();
    },
  };
}
