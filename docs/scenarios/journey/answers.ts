import type { EndpointId } from '../../../src/simulator/index.js';

interface Body {
  readonly actionName?: string;
  readonly reasonType?: string;
  readonly missingParameters?: readonly string[];
  readonly existingParameters?: object;
  readonly profiles?: Readonly<Record<string, { readonly type?: string }>>;
  readonly logouts?: Readonly<Record<string, { readonly actionName?: string }>>;
  readonly decisions?: ReadonlyArray<{
    readonly resource?: string;
    readonly authorized?: boolean;
    readonly source?: string;
    readonly error?: { readonly code?: string };
  }>;
  readonly code?: string;
  readonly error?: unknown;
  readonly status?: unknown;
}

const entries = <T>(map: Readonly<Record<string, T>>, word: (value: T) => string | undefined) =>
  Object.entries(map)
    .map(([name, value]) => `${name} ${word(value) ?? ''}`.trim())
    .join(', ');

function session({ actionName = '', reasonType, missingParameters = [] }: Body): string {
  const why = reasonType === undefined || reasonType === 'none' ? '' : ` (${reasonType})`;
  const missing = missingParameters.length > 0 ? `, missing ${missingParameters.join(', ')}` : '';
  return `${actionName}${why}${missing}`;
}

const decisions = (made: NonNullable<Body['decisions']>): string =>
  made
    .map(({ resource, authorized, source, error }) =>
      authorized ? `permit ${resource} (${source})` : `deny ${resource} (${error?.code})`,
    )
    .join(', ');

const plain: Partial<Record<EndpointId, string>> = {
  E1: 'client credentials',
  E2: 'access token',
  E3: 'TV providers',
  E19: 'service token',
  E20: 'service token',
  E21: 'link code',
};

/** What an answer says, in a few words. Nothing secret is among them. */
export function answerLabel(endpoint: EndpointId, status: number, text: string): string {
  if (/^\s*</.test(text)) return 'a page';
  let body: Body | null;
  try {
    body = text === '' ? {} : (JSON.parse(text) as Body | null);
  } catch {
    return 'half of its JSON';
  }
  if (body === null) return '';
  if (status >= 400) {
    const { error, code } = body;
    const named = (error as { code?: unknown } | undefined)?.code ?? error ?? code;
    return typeof named === 'string' ? named : '';
  }
  if (body.actionName !== undefined) return session(body);
  if (body.profiles) return entries(body.profiles, ({ type }) => type) || 'no profile';
  if (body.logouts) return entries(body.logouts, ({ actionName }) => actionName);
  if (body.decisions) return decisions(body.decisions);
  if (body.existingParameters) {
    const missing = body.missingParameters ?? [];
    return missing.length === 0 ? 'lacks nothing' : `lacks ${missing.join(', ')}`;
  }
  return plain[endpoint] ?? '';
}
