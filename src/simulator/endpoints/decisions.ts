import { knownMvpd } from '../checks/parameters.js';
import { parseRecord } from '../checks/record.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { enhancedErrorBody, json, type Answer, type EnhancedErrorBody } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import { newUuid } from '../state/ids.js';
import { issueMediaToken, type WireMediaToken } from '../state/media-tokens.js';
import { judge, type Verdict } from './verdict.js';

type Kind = 'preauthorize' | 'authorize';

/** A decision as the wire has it; its times are numbers of milliseconds (`decisions-apis`). */
interface WireDecision {
  readonly resource: string;
  readonly serviceProvider: string;
  readonly mvpd: string;
  readonly source: Verdict['source'];
  readonly authorized: boolean;
  readonly error?: EnhancedErrorBody & { readonly details?: string; readonly trace?: string };
  readonly token?: WireMediaToken;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

const shared = {
  method: 'POST',
  errors: 'enhanced',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_resources',
} as const;

/** E13 and E14 (`decisions-apis`). */
export const decisionEndpoints: readonly Endpoint[] = [
  {
    ...shared,
    id: 'E13',
    path: '/api/v2/:serviceProvider/decisions/preauthorize/:mvpd',
    handle: (call) => decisions(call, 'preauthorize'),
  },
  {
    ...shared,
    id: 'E14',
    path: '/api/v2/:serviceProvider/decisions/authorize/:mvpd',
    handle: (call) => decisions(call, 'authorize'),
  },
];

function decisions(call: CheckedCall, kind: Kind): Answer {
  const { settings } = call.state;
  const mvpd = knownMvpd(call.state, call.params['mvpd'] ?? '');
  const resources = requestedResources(call, kind);
  const limit = kind === 'authorize' ? settings.authorizeLimit : settings.preauthorizeLimit;
  if (resources.length > limit) {
    if (kind === 'preauthorize' && settings.preauthorizeLimitAnswer === 'empty') {
      return json(200, { decisions: [] });
    }
    throw new Refusal('too_many_resources', `${resources.length} are more than ${limit}.`);
  }
  const decide = judge(call, mvpd, kind);
  return json(200, {
    decisions: resources.map((resource) => decision(call, kind, resource, decide(resource))),
  });
}

/** The resources of the body, checked. @throws Refusal */
function requestedResources({ rawBody }: CheckedCall, kind: Kind): string[] {
  const body = parseRecord(rawBody);
  if (!body) throw wrong('The body is no JSON object.');
  for (const name of Object.keys(body)) {
    if (name !== 'resources') throw wrong(`There is no field ${JSON.stringify(name)}.`);
  }
  const { resources } = body;
  if (!Array.isArray(resources) || resources.length === 0) {
    throw wrong('resources must be an array that is not empty.');
  }
  return resources.map((resource: unknown) => {
    if (typeof resource !== 'string' || resource.trim() === '') {
      throw wrong('Every resource must be a string that is not empty.');
    }
    if (kind === 'preauthorize' && resource.includes('<![CDATA[')) {
      throw wrong('A preauthorization takes no resource with a CDATA section.');
    }
    return resource;
  });
}

const wrong = (reason: string) => new Refusal('invalid_parameter_resources', reason);

function decision(
  { state, params }: CheckedCall,
  kind: Kind,
  resource: string,
  { source, denial, times }: Verdict,
): WireDecision {
  const { resourceEcho } = state.settings;
  const authorizing = kind === 'authorize';
  return {
    resource: resourceEcho === 'trailing-space' ? `${resource} ` : resource,
    serviceProvider: params['serviceProvider'] ?? '',
    mvpd: params['mvpd'] ?? '',
    source,
    authorized: !denial,
    ...(denial && {
      error: {
        ...enhancedErrorBody(denial.code, denial),
        ...(denial.details !== undefined && { details: denial.details }),
        // Only the sample of an MVPD that was asked to authorize has one.
        ...(authorizing && source === 'mvpd' && { trace: newUuid() }),
      },
    }),
    ...(authorizing && !denial && { token: issueMediaToken(state, resource) }),
    ...(authorizing && times),
  };
}
