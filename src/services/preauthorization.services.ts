import { isDenial } from '../../machines/denial.js';
import type {
  Preauthorization,
  PreauthorizationInput,
} from '../../machines/preauthorization/index.js';
import { shared } from '../client/abort.js';
import { preauthorize } from '../client/decisions.js';
import type { PassClient } from '../client/pass-client.js';
import { EnhancedError } from '../errors/enhanced-error.js';
import { isPassError, type PassErrorData } from '../errors/index.js';
import { InvalidResponseError } from '../errors/invalid-response-error.js';
import type { Decision } from '../protocol/decision.js';
import { type PermitCache, permitCache, type PermitFlight } from './permit-cache.js';
import { service } from './service.js';

/** The error of a decision, as what it would be for the whole request. */
function thrown({ name, message, ...fields }: PassErrorData) {
  const Thrown = name === 'EnhancedError' ? EnhancedError : InvalidResponseError;
  return new Thrown(message, fields);
}

const mark = ({ resource, authorized, error }: Decision): Preauthorization =>
  authorized || !error
    ? { resource, permitted: authorized }
    : { resource, permitted: false, error };

/**
 * What `preauthorizationMachine` invokes, made from a client. Make it once, and create many flows: they
 * share the permits, which are asked for once in the life of the app.
 *
 * @param options `permits` is for whoever has to forget them, when the viewer signs out or in.
 *
 * @example
 * ```ts
 * import {
 *   createPassClient, permitCache, preauthorizationMachine, preauthorizationServices,
 * } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * const permits = permitCache();
 * const machine = preauthorizationMachine.provide({
 *   actors: preauthorizationServices(client, { permits }),
 * });
 * // Later, when the viewer signs out:
 * permits.clear();
 * ```
 */
export function preauthorizationServices(
  client: PassClient,
  { permits = permitCache() }: { readonly permits?: PermitCache } = {},
) {
  /** Joins what is on its way for these resources, and asks for the others. */
  function flightsFor(mvpd: string, resources: readonly string[]): Set<PermitFlight> {
    const known = permits.of(mvpd);
    const { flights } = known;
    const open = resources.filter((resource) => !known.has(resource));
    const fresh = open.filter((resource) => !flights.has(resource));
    // An empty list is refused where it is sent.
    if (fresh.length > 0 || resources.length === 0) {
      const flight: PermitFlight = shared(
        async (signal) => {
          const { decisions } = await preauthorize(client, { mvpd, resources: fresh }, { signal });
          return new Map(decisions.map((decision) => [decision.resource, decision]));
        },
        () => {
          for (const resource of fresh)
            if (flights.get(resource) === flight) flights.delete(resource);
        },
      );
      if (fresh.length === 0) return new Set([flight]);
      for (const resource of fresh) flights.set(resource, flight);
    }
    return new Set(open.map((resource) => flights.get(resource)!));
  }

  async function decide(
    { mvpd, resources }: PreauthorizationInput,
    signal: AbortSignal,
  ): Promise<readonly Preauthorization[]> {
    // Had before the request: what is forgotten meanwhile stays forgotten.
    const known = permits.of(mvpd);
    const list: readonly string[] = Array.isArray(resources) ? resources : [];
    const decided = new Map<string, Decision>();
    for (const answer of await Promise.all(
      [...flightsFor(mvpd, list)].map((flight) => flight(signal)),
    ))
      for (const [resource, decision] of answer) decided.set(resource, decision);
    const decisions = list.flatMap((resource) => decided.get(resource) ?? []);
    const undecided = decisions.flatMap(({ authorized, error }) =>
      authorized || !error || isDenial(error) ? [] : [error],
    );
    // Where every item says the same as an error of the whole request would, it is one (R169).
    if (undecided.length > 0 && undecided.length === decisions.length) throw thrown(undecided[0]!);
    for (const { resource, authorized, source = 'mvpd' } of decisions)
      // What a rule or a temporary access permits ends without a word.
      if (authorized && !/^(degradation|temppass)$/.test(source)) known.add(resource);
    return list.map((resource) => {
      const decision = decided.get(resource);
      return decision ? mark(decision) : { resource, permitted: true };
    });
  }

  return {
    preauthorize: service<readonly Preauthorization[], PreauthorizationInput>(
      async ({ input, signal }) => {
        try {
          return await decide(input, signal);
        } catch (error) {
          // Whose profile is gone, or another, has other permits.
          if (isPassError(error) && error.remedy === 'authenticate') permits.clear(input.mvpd);
          throw error;
        }
      },
    ),
  };
}
