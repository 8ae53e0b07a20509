import { type Outgoing, withHand } from './support.js';

export const isOf = (endpoint: string) => (request: Outgoing) => request.endpoint === endpoint;

/** Sends another call before some. */
export const before = (endpoint: RegExp, path: string, method = 'GET') =>
  withHand(() => async (request, send) => {
    if (endpoint.test(request.endpoint)) {
      const { 'content-type': _, ...headers } = request.headers;
      const url = new URL(path, request.url).href;
      await send({ endpoint: 'unknown', url, method, headers });
    }
    return send(request);
  });

/** Sends some twice. */
export const twice = (endpoint: string) =>
  withHand(() => async (request, send) => {
    if (request.endpoint === endpoint) await send(request);
    return send(request);
  });

/** Sends a request again as long as its answer is such. */
export const again = (isSo: (response: Response, text: string) => boolean, most: number) =>
  withHand(() => async (request, send) => {
    for (let left = most; ; left--) {
      const response = await send(request);
      if (left === 0 || !isSo(response, await response.clone().text())) return response;
    }
  });

/** Sends the first registration once more before some calls. */
export const registering = (endpoint: string) =>
  withHand(() => {
    let first: Outgoing | undefined;
    let seen = 0;
    return async (request, send) => {
      if (isOf('E1')(request)) first ??= request;
      if (request.endpoint === endpoint && seen++ > 0 && first) await send(first);
      return send(request);
    };
  });

/** Goes on asking what it once asked, on a timer of its own. */
export const ghost = (every: number) =>
  withHand(() => {
    let isOut = false;
    return (request, send) => {
      if (isOf('E10')(request) && !isOut) {
        isOut = true;
        setInterval(() => void send(request), every);
      }
      return send(request);
    };
  });

export const form = (endpoint: string, change: (form: URLSearchParams) => void) =>
  withHand(() => (request, send) => {
    if (request.endpoint !== endpoint) return send(request);
    const fields = new URLSearchParams(request.body);
    change(fields);
    return send({ ...request, body: fields.toString() });
  });
