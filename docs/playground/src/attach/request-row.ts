import type { Json, SeenRequest } from '../../../../src/inspect/index.js';
import { nameOfEndpoint, shortPath } from '../session/endpoints.js';
import type { Row } from '../session/row.js';

function pathOf(url: string): string {
  try {
    return shortPath(new URL(url).pathname);
  } catch {
    return url;
  }
}

/** How a request of a device reads, as far as it has come. */
export function requestRow(
  request: SeenRequest,
): Pick<Row, 'title' | 'result' | 'tone' | 'detail'> {
  const { endpoint, method, url, stage, status, code, failure, milliseconds } = request;
  const isGood = status !== undefined && status < 400;
  return {
    title: [endpoint, method, pathOf(url)].filter(Boolean).join(' '),
    result:
      stage === 'sent'
        ? '…'
        : [status ?? failure?.name ?? 'no answer', code, `${milliseconds ?? 0} ms`]
            .filter((part) => part !== undefined)
            .join(' '),
    tone: stage === 'sent' ? 'plain' : isGood ? 'good' : 'bad',
    detail: () => ({
      ...(endpoint && { name: nameOfEndpoint(endpoint) }),
      ...(request as unknown as { readonly [name: string]: Json }),
    }),
  };
}
