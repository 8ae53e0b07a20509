import { FlowError } from '../durable/flow-error.js';
import type { Host } from '../durable/types.js';
import { json } from './call.js';
import { createCensus } from './census.js';
import type { Metrics } from './metrics.js';
import { openApiDocument } from './open-api.js';
import { Problem } from './problem.js';
import type { RouteName } from './routes.js';

/** Milliseconds that the store may take to answer, for the service to be ready. */
const READY_WITHIN = 2_000;

/** Whether the store answers: a flow that nobody has is unknown to it. */
async function answers(host: Pick<Host, 'view'>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, READY_WITHIN, 'late');
  });
  const asked = host.view('readyz').then(
    () => 'flow_unknown',
    (error: unknown) => (error instanceof FlowError ? error.code : ''),
  );
  const found = await Promise.race([asked, late]);
  clearTimeout(timer);
  return found === 'flow_unknown';
}

/** What the routes for whoever runs the service do. */
export function createOperatorHandlers(
  host: Host,
  metrics: Metrics,
  isClosing: () => boolean,
): Readonly<Partial<Record<RouteName, () => Promise<Response>>>> {
  const census = createCensus(host);
  let document: object | undefined;
  return {
    health: async () => new Response('ok\n'),
    async readiness() {
      if (!isClosing() && (await answers(host))) return new Response('ready\n');
      throw new Problem(503, 'unavailable', 'Not ready.', { retryAfter: 2 });
    },
    async metrics() {
      const found = await metrics.text(census);
      if (!found)
        throw new Problem(501, 'metrics_missing', 'Install prom-client: npm i prom-client');
      return new Response(found.text, { headers: { 'Content-Type': found.type } });
    },
    openApi: async () => json((document ??= openApiDocument()), 200),
  };
}
