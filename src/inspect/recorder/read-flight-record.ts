import { refuse } from '../../errors/invalid-input-error.js';
import { FLIGHT_RECORD, FLIGHT_RECORD_VERSION, type FlightRecord } from './flight-record.js';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown, path: string) => void;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const check =
  (expected: string, isRight: (value: unknown) => boolean): Check =>
  (value, path) => {
    if (!isRight(value)) refuse(path, `must be ${expected}`, 'invalid_flight_record');
  };

const text = check('a text', (value) => typeof value === 'string');
const number = check('a number', (value) => Number.isFinite(value));
const count = check('a whole number', (value) => Number.isInteger(value) && Number(value) >= 0);
const anything = check('there', (value) => value !== undefined);
const status = check('a status', (value) =>
  ['active', 'done', 'error', 'stopped'].some((known) => known === value),
);

/** States are not nested deeper. */
const DEEPEST = 50;

const isState = (value: unknown, depth = 0): boolean =>
  typeof value === 'string' ||
  (isObject(value) &&
    depth < DEEPEST &&
    Object.values(value).every((below) => isState(below, depth + 1)));
const state = check('a state', (value) => value === null || isState(value));

const optional =
  (inner: Check): Check =>
  (value, path) => {
    if (value !== undefined) inner(value, path);
  };

const list =
  (inner: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return refuse(path, 'must be a list', 'invalid_flight_record');
    value.forEach((item, index) => inner(item, `${path}[${index}]`));
  };

const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) return refuse(path, 'must be an object', 'invalid_flight_record');
    for (const [name, inner] of Object.entries(members)) inner(value[name], `${path}.${name}`);
  };

const childrenOf: Check = (value, path) => {
  object({})(value, path);
  for (const [id, child] of Object.entries(value as Fields))
    object({ sessionId: text, src: optional(text) })(child, `${path}.${id}`);
};

const contents = object({
  startedAt: number,
  dropped: count,
  actors: list(
    object({
      sessionId: text,
      id: text,
      parentId: optional(text),
      src: optional(text),
      machine: text,
      snapshot: object({
        status,
        value: state,
        context: optional(anything),
        children: optional(childrenOf),
        historyValue: optional(object({})),
      }),
    }),
  ),
  steps: list(
    object({
      at: number,
      actor: text,
      event: object({ type: text }),
      brought: optional(count),
      value: state,
      status,
      tags: list(text),
    }),
  ),
  responses: list(
    object({
      at: number,
      after: count,
      method: text,
      url: text,
      milliseconds: number,
      status: optional(number),
      type: optional(text),
      length: optional(number),
      failure: optional(object({ name: text, message: text })),
    }),
  ),
});

function checkReferences({ actors, steps }: FlightRecord): void {
  const known = new Set<string>();
  actors.forEach(({ sessionId }, index) => {
    if (known.has(sessionId))
      refuse(`record.actors[${index}].sessionId`, 'is there twice', 'invalid_flight_record');
    known.add(sessionId);
  });
  steps.forEach(({ actor, brought = -1 }, index) => {
    const path = `record.steps[${index}]`;
    if (!known.has(actor))
      refuse(`${path}.actor`, 'is not among the actors', 'invalid_flight_record');
    if (brought >= index) refuse(`${path}.brought`, 'is no earlier step', 'invalid_flight_record');
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return refuse('record', 'is not JSON, or not all of it', 'invalid_flight_record');
  }
}

/**
 * Reads a flight record, as JSON text or parsed.
 *
 * @throws InvalidInputError for what is none, whole, and of this version; `path` says where
 *
 * @example
 * ```ts
 * import { readFlightRecord } from 'tve-auth-flow/inspect';
 *
 * try {
 *   readFlightRecord('{ "format": "something else" }');
 * } catch (error) {
 *   console.log(String(error)); // → record.format: must be tve-auth-flow/flight-record
 * }
 * ```
 */
export function readFlightRecord(json: unknown): FlightRecord {
  const record = typeof json === 'string' ? parse(json) : json;
  if (!isObject(record)) return refuse('record', 'must be an object', 'invalid_flight_record');
  const { format, version } = record;
  if (format !== FLIGHT_RECORD)
    refuse('record.format', `must be ${FLIGHT_RECORD}`, 'invalid_flight_record');
  if (typeof version === 'number' && version > FLIGHT_RECORD_VERSION)
    refuse('record.version', 'is of a newer version of tve-auth-flow', 'invalid_flight_record');
  if (version !== FLIGHT_RECORD_VERSION)
    refuse('record.version', `must be ${FLIGHT_RECORD_VERSION}`, 'invalid_flight_record');
  contents(record, 'record');
  checkReferences(record as unknown as FlightRecord);
  return record as unknown as FlightRecord;
}
