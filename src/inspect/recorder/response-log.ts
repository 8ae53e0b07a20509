import type { SeenRequest } from '../requests/seen-request.js';
import type { FlightResponse } from './flight-record.js';

/** The last responses, as many as there is room for. */
export class ResponseLog {
  /** By the ids of their requests, each with the number of steps before it. */
  readonly #responses = new Map<
    number,
    { readonly request: SeenRequest; readonly count: number }
  >();
  readonly #limit: number;
  readonly #steps: () => number;

  /** @param steps How many there were so far */
  constructor(limit: number, steps: () => number) {
    this.#limit = limit;
    this.#steps = steps;
  }

  readonly take = (request: SeenRequest): void => {
    const { id, stage } = request;
    if (stage === 'sent') return;
    const known = this.#responses.get(id);
    this.#responses.set(id, { request, count: known?.count ?? this.#steps() });
    const [first] = this.#responses.keys();
    if (this.#responses.size > this.#limit && first !== undefined) this.#responses.delete(first);
  };

  /** @param dropped How many steps are not in the record */
  list(dropped: number): FlightResponse[] {
    return [...this.#responses.values()].map(({ request, count }) =>
      responseOf(request, Math.max(0, count - dropped)),
    );
  }
}

function responseOf(
  {
    id: _,
    stage: _stage,
    endpoint: _endpoint,
    code: _code,
    milliseconds = 0,
    ...rest
  }: SeenRequest,
  after: number,
): FlightResponse {
  return { after, ...rest, milliseconds };
}
