import type { Json } from '../../../../src/inspect/index.js';

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** A request of the sequence as a `curl` command. What was a secret is as it is shown: hidden. */
export function curlOf(detail: Json | undefined): string | undefined {
  if (!isObject(detail) || typeof detail['request'] !== 'string') return undefined;
  const [method = 'GET', path = '/'] = detail['request'].split(' ');
  const query = isObject(detail['query']) ? Object.entries(detail['query']) : [];
  const search = new URLSearchParams(query.map(([name, value]) => [name, textOf(value)]));
  const url = `https://api.auth-staging.adobe.com${path}${query.length > 0 ? `?${search.toString()}` : ''}`;
  const headers = isObject(detail['headers']) ? Object.entries(detail['headers']) : [];
  const body = detail['body'];
  return [
    `curl -X ${method} ${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${textOf(value)}`)}`),
    ...(body === undefined ? [] : [`--data ${quoted(textOf(body))}`]),
  ].join(' \\\n  ');
}
