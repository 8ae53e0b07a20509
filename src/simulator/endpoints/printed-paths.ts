import type { Endpoint } from '../http/endpoint.js';
import type { EndpointId } from '../http/endpoint-id.js';

/** What Adobe's pages print, and where, in place of the path in the table of the endpoint (D11). */
const printed: ReadonlyArray<readonly [EndpointId, string, string]> = [
  ['E4', '/api/v2/:serviceProvider/session', 'a diagram'],
  ['E6', '/api/v2/sessions/:serviceProvider/:code', 'its samples'],
  ['E14', '/api/v2/:serviceProvider/decision/authorize/:mvpd', 'the cookbooks'],
  ['E15', '/api/v2/logout/:serviceProvider/:mvpd', 'a sample'],
];

/** The endpoints of V2 at the paths that contradict their tables. */
export function printedPaths(served: readonly Endpoint[]): readonly Endpoint[] {
  const v2 = served.filter(({ path }) => path.startsWith('/api/v2/'));
  const misprints = printed.flatMap(([id, path, where]) =>
    v2
      .filter((endpoint) => endpoint.id === id)
      .map((endpoint) => contradicting(endpoint, path, `It is printed in ${where}.`)),
  );
  const slashes = v2.map((endpoint) =>
    contradicting(endpoint, `${endpoint.path}/`, 'A slash at the end is printed in two samples.'),
  );
  return [...misprints, ...slashes];
}

function contradicting(endpoint: Endpoint, path: string, where: string): Endpoint {
  const { id, method, path: right } = endpoint;
  const contradiction = `The table of ${id} has ${method} ${braced(right)}, and not ${braced(path)}. ${where}`;
  return { ...endpoint, path, contradiction };
}

/** A path as Adobe writes it. */
const braced = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');
