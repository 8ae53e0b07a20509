import type { JournalEntry } from '../../../src/simulator/index.js';

/** Headers that make a flow another one. */
const telling = [
  'AD-Service-Token',
  'Adobe-Subject-Token',
  'X-Roku-Reserved-Roku-Connect-Token',
  'AP-Partner-Framework-Status',
  'AP-TempPass-Identity',
  'X-SSO-ID',
  'X-SSO-LINK',
  'X-Forwarded-For',
] as const;

const isSession = /^E(4|5|11)$/;

function given({ endpoint, body }: JournalEntry): readonly string[] {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  const { resources } = fields;
  if (Array.isArray(resources)) return [resources.join(', ')];
  if (endpoint === 'E12') return ['SAMLResponse'];
  return isSession.test(endpoint) ? [Object.keys(fields).join(', ') || 'no parameters'] : [];
}

/** A request in a few words: `E4 POST /api/v2/REF30/sessions`. */
export function requestLabel({ endpoint, method, path }: JournalEntry): string {
  const number = /^E\d/.test(endpoint) ? `${endpoint} ` : '';
  return `${number}${method} ${path}`;
}

/** What a request brings along: its fields, and the headers that matter. */
export function requestDetails(entry: JournalEntry): readonly string[] {
  const named = telling.filter((name) => entry.headers[name.toLowerCase()] !== undefined);
  return [...given(entry), ...named];
}
