import { Hono as HonoRouter } from 'hono';

interface Env {
  readonly Bindings: object;
}

/** What a handler is given. */
export interface Context<E extends Env> {
  readonly req: {
    readonly raw: Request;
    /** The path parameters, decoded. */
    param(): Record<string, string>;
  };
  readonly env: E['Bindings'];
}

type Handler<E extends Env> = (context: Context<E>) => Response | Promise<Response>;

/** What of Hono's router is used; its own types would need the package. */
export interface Hono<E extends Env> {
  on(method: string, path: string, handler: Handler<E>): unknown;
  all(path: string, handler: Handler<E>): unknown;
  notFound(handler: Handler<E>): unknown;
  onError(handler: (error: Error) => Response): unknown;
  fetch(request: Request, env: E['Bindings']): Response | Promise<Response>;
  /** Answers without a server: for tests. */
  request(
    input: string | URL | Request,
    init?: RequestInit,
    env?: E['Bindings'],
  ): Response | Promise<Response>;
}

export const Hono: new <E extends Env>() => Hono<E> = HonoRouter;
