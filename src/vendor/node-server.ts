import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener as listenerOfHono } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT as alreadySent } from '@hono/node-server/utils/response';

interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

type Answer = (request: Request, connection: Connection) => Promise<Response>;
type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

// Its own type allows for HTTP/2, which nothing here serves.
export const getRequestListener = listenerOfHono as (
  answer: Answer,
  options: { readonly overrideGlobalObjects: boolean },
) => Listener;

export const RESPONSE_ALREADY_SENT: Response = alreadySent;
