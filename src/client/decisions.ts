import { InvalidResponseError } from '../errors/invalid-response-error.js';
import { isPassError, type PassErrorData } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import { toEnhancedError } from '../protocol/error.js';
import { type AnsweredDecisions, type Decision, readDecisions } from '../protocol/decision.js';
import { sleep } from './abort.js';
import { internalsOf } from './internals.js';
import { usablePartnerHeaders, type PartnerStatusParameter } from './partner-headers.js';
import type { PassClient } from './pass-client.js';
import {
  type Answered,
  type CallOptions,
  type RequestSpec,
  send,
  v2Path,
  withRaw,
} from './request.js';

/** What both decision calls take. */
export interface DecisionParameters extends PartnerStatusParameter {
  readonly mvpd: string;
  /** As agreed with the MVPD. */
  readonly resources: readonly string[];
}

/** How a decision call is made. */
export interface DecisionOptions extends CallOptions {
  /** How many resources one request may name; longer lists are split. Default 5 for `preauthorize`, 1 for `authorize`. */
  readonly resourcesPerRequest?: number;
}

/** The answer of E13 or E14: a decision for each resource, in the order that was asked. */
export interface Decisions {
  readonly decisions: readonly Decision[];
}

const denied = (resource: string, error: PassErrorData): Decision => ({
  resource,
  authorized: false,
  error,
});

/** A resource as it is compared: the echo of the server may have other white space (D26). */
const bare = (resource: string) => resource.replace(/\s+/g, '');

/**
 * What the server said of each resource that it was asked for.
 *
 * @param byPlace Takes an echo that is spelled otherwise for what was asked in its place. Never for a
 * permit to play.
 */
function match(
  asked: readonly string[],
  { decisions: answered, isEmpty }: AnsweredDecisions,
  byPlace: boolean,
): Decision[] {
  if (isEmpty) {
    const error = toEnhancedError({
      code: 'too_many_resources',
      action: 'configuration',
      status: 403,
    });
    return asked.map((resource) => denied(resource, error.toJSON()));
  }
  const byName = new Map(answered.map((decision) => [bare(decision.resource), decision]));
  return asked.map((resource, index) => {
    const there = byPlace && answered.length === asked.length ? answered[index] : undefined;
    const decision = byName.get(bare(resource)) ?? there;
    if (decision) return { ...decision, resource };
    const error = new InvalidResponseError('No decision for this resource', {
      code: 'response_invalid',
      remedy: 'none',
      path: 'decisions',
    });
    return denied(resource, error.toJSON());
  });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');

async function decide(
  client: PassClient,
  spec: Pick<RequestSpec<AnsweredDecisions>, 'endpoint' | 'path' | 'headers' | 'rank'>,
  { resources, partnerFrameworkStatus }: DecisionParameters,
  { resourcesPerRequest = 1, ...options }: DecisionOptions,
  byPlace: boolean,
): Promise<Answered<Decisions>> {
  if (!isTexts(resources) || resources.length === 0)
    refuse('resources', 'expected at least one text');
  if (!(resourcesPerRequest >= 1)) refuse('resourcesPerRequest', 'expected 1 or more');
  const { retry } = internalsOf(client);
  const { limit, delay, backoffLimit } = { ...retry, ...compact(options.retry ?? {}) };
  const decided = new Map<string, Decision>();
  const raw: unknown[] = [];
  const failed = new Set<string>();

  async function ask(asked: readonly string[]): Promise<Decision[]> {
    const answered = await send(
      client,
      {
        ...spec,
        method: 'POST',
        json: { resources: asked },
        extraHeaders: usablePartnerHeaders(client, spec.endpoint, partnerFrameworkStatus),
        repeatable: true,
        read: readDecisions,
      },
      options,
    );
    raw.push(answered.raw);
    return match(asked, answered, byPlace);
  }

  let open = [...new Set(resources)];
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt > 0)
      await sleep(Math.min(delay * 2 ** (attempt - 1), backoffLimit), options.signal);
    const parts = Array.from({ length: Math.ceil(open.length / resourcesPerRequest) }, (_, part) =>
      open.slice(part * resourcesPerRequest, (part + 1) * resourcesPerRequest),
    );
    for (const asked of parts) {
      const decisions = await ask(asked).catch((error: unknown) => {
        // What has come so far is worth having.
        if (raw.length === 0 || options.signal?.aborted || !isPassError(error)) throw error;
        for (const resource of asked) failed.add(resource);
        return asked.map((resource) => denied(resource, error.toJSON()));
      });
      for (const decision of decisions) decided.set(decision.resource, decision);
    }
    open =
      attempt < limit
        ? open.filter(
            (resource) => decided.get(resource)?.error?.remedy === 'retry' && !failed.has(resource),
          )
        : [];
  }
  const decisions = resources.map((resource) => decided.get(resource)!);
  return withRaw({ decisions }, () => raw);
}

/**
 * What the viewer could watch (E13, `retrieve-preauthorization-decisions-using-specific-mvpd`), to mark
 * a list. Never a way to play. Long lists are split; plays go first, and all decisions of a client share
 * its pace. Of the answers, only those that ask for it are asked for again. Where a later part of a list
 * fails, its resources are denied with that error.
 *
 * Rejects with a {@link PassError} where there are no decisions at all; the remedy is `authenticate`
 * where the viewer has no valid profile. A denial is a decision, not an error.
 */
export async function preauthorize(
  client: PassClient,
  parameters: DecisionParameters,
  options: DecisionOptions = {},
): Promise<Answered<Decisions>> {
  return decide(
    client,
    {
      endpoint: 'E13',
      path: v2Path(client, 'decisions/preauthorize', [parameters.mvpd, 'mvpd']),
      // The OpenAPI file lists the identity here (D15): without it, marks promise what a play is denied.
      headers: ['device', 'sso', 'tempPass'],
      rank: 2,
    },
    parameters,
    { resourcesPerRequest: 5, ...options },
    true,
  );
}

/**
 * Whether the viewer may watch this now (E14, `retrieve-authorization-decisions-using-specific-mvpd`).
 * Each permit has a media token, for one verification by your backend. Before every playback.
 *
 * Rejects with a {@link PassError} where there are no decisions at all; the remedy is `authenticate`
 * where the viewer has no valid profile. A denial is a decision, not an error.
 */
export async function authorize(
  client: PassClient,
  parameters: DecisionParameters,
  options: DecisionOptions = {},
): Promise<Answered<Decisions>> {
  return decide(
    client,
    {
      endpoint: 'E14',
      path: v2Path(client, 'decisions/authorize', [parameters.mvpd, 'mvpd']),
      headers: ['device', 'sso', 'tempPass'],
      rank: 1,
    },
    parameters,
    options,
    false,
  );
}
