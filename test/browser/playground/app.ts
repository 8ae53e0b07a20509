import { createActor } from 'xstate';
import { entitlementMachine, entitlementServices } from '../../../src/index.js';
import { createInspection, statelySink } from '../../../src/inspect/index.js';
import { webSocketTransport } from '../../../src/node.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { clientOf, parameters, television } from '../../../docs/scenarios/devices.js';

/** An app in another process of thought: in Node, attached over a WebSocket. */
export function startApp(url: string, acceptEvents: boolean) {
  const simulator = createSimulator();
  const client = clientOf({ device: television, fetch: simulator.fetch });
  const transport = webSocketTransport({ url });
  const flow = createActor(entitlementMachine.provide({ actors: entitlementServices(client) }), {
    input: { screen: 'secondary', ...parameters },
    inspect: createInspection({ sinks: [statelySink({ transport, acceptEvents })] }),
  });
  flow.start();
  return {
    flow,
    /** Ends the connection as a process that breaks does. */
    leave: () => transport.close(),
    stop: () => {
      flow.stop();
      transport.close();
    },
  };
}
