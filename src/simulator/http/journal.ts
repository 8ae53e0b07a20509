import type { Call } from './endpoint.js';
import type { EndpointId } from './endpoint-id.js';
import type { JournalEntry } from './journal-entry.js';

/** A journal entry that is still being written. */
export type OpenEntry = { -readonly [Field in keyof JournalEntry]: JournalEntry[Field] };

/** Writes the first half of an entry, when a request has arrived. */
export function openEntry(call: Call, endpoint: EndpointId, byViewer: boolean): OpenEntry {
  const body = readableBody(call);
  return {
    at: call.state.now(),
    endpoint,
    method: call.method,
    origin: call.url.origin,
    path: call.url.pathname,
    query: Object.fromEntries(call.url.searchParams),
    headers: Object.fromEntries(call.headers),
    ...(body !== undefined && { body }),
    ...(byViewer && { viewer: true }),
  };
}

function readableBody(call: Call): unknown {
  if (call.rawBody === '') return undefined;
  const type = call.headers.get('content-type') ?? '';
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(call.form);
  if (!/json/i.test(type)) return call.rawBody;
  try {
    return JSON.parse(call.rawBody) as unknown;
  } catch {
    return call.rawBody;
  }
}
