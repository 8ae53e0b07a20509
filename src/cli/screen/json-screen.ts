import type { Output } from '../context.js';
import type { Screen } from './screen.js';

const secretName = /token|secret|statement|saml|authorization|password/i;
const jwt = /eyJ[\w-]+\.[\w-]*\.[\w-]*/g;
const REDACTED = '[redacted]';

const nothing = () => {};

/** Programs get one line for each transition, and nothing else. */
export function jsonScreen(output: Output): Screen {
  return {
    title: nothing,
    heading: nothing,
    entry: nothing,
    code: nothing,
    fields: nothing,
    verbatim: nothing,
    wait: () => nothing,
    transition: (transition) => output.write(`${JSON.stringify(transition, redact)}\n`),
    close: nothing,
  };
}

function redact(name: string, value: unknown): unknown {
  if (secretName.test(name)) return REDACTED;
  // What a provider says of a person, not needed to follow a flow.
  if (name === 'attributes' && typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.keys(value).map((attribute) => [attribute, REDACTED]));
  }
  if (typeof value !== 'string') return value;
  return (name === 'url' ? value.replace(/\?.*$/, `?${REDACTED}`) : value).replaceAll(
    jwt,
    REDACTED,
  );
}
