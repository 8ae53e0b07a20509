import {
  type AnsweredSession,
  authenticationMachine,
  type CheckedPartnerStatus,
  type PartnerProfileResult,
} from '../../machines/index.js';
import { within } from '../client/abort.js';
import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { createPartnerProfile, createPartnerSession } from '../client/partner.js';
import { toErrorData } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import type { PartnerProvider } from '../protocol/configuration.js';
import { readInput } from '../protocol/input.js';
import {
  partnerFrameworkStatus,
  type PartnerFrameworkStatus,
  partnerStatusProblem,
} from '../protocol/partner.js';
import type { PartnerAuthenticationRequest } from '../protocol/session.js';
import { authenticationServices } from './authentication.services.js';
import { service } from './service.js';
import { answeredSession, firstProfile } from './session.js';

/** What the platform offers for partner single sign-on (on Apple's, the Video Subscriber Account framework). */
export interface PartnerFramework {
  /**
   * Permission and provider, asking the viewer where needed. `providers`, which `entitlementServices`
   * gives, are those that the framework may offer; they are fetched where it is called. Where it takes
   * longer than five minutes, as where it fails, the basic flow goes on.
   */
  status(call: {
    readonly signal: AbortSignal;
    readonly providers?: () => Promise<readonly PartnerProvider[]>;
  }): Promise<PartnerFrameworkStatus>;
  /**
   * Has the provider answer the SAML request. Nothing where the viewer or the provider declines. `status`
   * is the newest one, where the framework gives it along.
   */
  authenticate(
    request: PartnerAuthenticationRequest,
    call: { readonly signal: AbortSignal },
  ): Promise<{ readonly samlResponse?: string | null; readonly status?: PartnerFrameworkStatus }>;
}

interface CreateInput {
  readonly partner: string;
  readonly status: PartnerFrameworkStatus;
  readonly domainName?: string;
  readonly redirectUrl?: string;
}

interface ProfileInput {
  readonly partner: string;
  readonly status: PartnerFrameworkStatus;
  readonly sessionId: string;
}

/** Milliseconds that the viewer has for the dialogs of their platform. */
const PATIENCE = 5 * 60_000;

/** SAML requests kept at a time; an older one is asked for again. */
const KEPT_REQUESTS = 100;

/** What the framework gives, as far as it is named: it is stored with the flow. */
const readStatus = (given: unknown, path: string): PartnerFrameworkStatus =>
  compact(readInput(partnerFrameworkStatus, given, path));

/**
 * What `partnerAuthenticationMachine` invokes, made from a client and the platform's framework. Make it
 * once, and create many flows.
 */
export function partnerAuthenticationServices(
  client: PassClient,
  { partnerFramework }: { readonly partnerFramework: PartnerFramework },
) {
  // SAML stays out of the machine, so that no stored flow holds it.
  const requests = new Map<string, PartnerAuthenticationRequest>();

  return {
    partnerStatus: service<CheckedPartnerStatus>(async ({ signal }) => {
      const ask = () => partnerFramework.status({ signal });
      const given: unknown = await within('partnerFramework.status', PATIENCE, ask, signal);
      const status = readStatus(given, 'partnerFramework.status');
      return {
        status,
        problem: partnerStatusProblem(status, internalsOf(client).clock.now()) ?? null,
      };
    }),
    createPartnerSession: service<AnsweredSession, CreateInput>(
      async ({ input: { partner, status, domainName, redirectUrl }, signal }) => {
        const parameters = compact({
          partner,
          partnerFrameworkStatus: status,
          domainName,
          redirectUrl,
        });
        const session = await createPartnerSession(client, parameters, { signal });
        const { sessionId, authenticationRequest } = session;
        if (sessionId && authenticationRequest) {
          requests.set(sessionId, authenticationRequest);
          if (requests.size > KEPT_REQUESTS) requests.delete(requests.keys().next().value!);
        }
        return answeredSession(client, session);
      },
    ),
    partnerProfile: service<PartnerProfileResult, ProfileInput>(
      async ({ input: { partner, status, sessionId }, signal }) => {
        const request = requests.get(sessionId);
        if (!request)
          return refuse('sessionId', 'has no SAML request after a restart', 'saml_request_lost');
        let answer: Awaited<ReturnType<PartnerFramework['authenticate']>>;
        try {
          const authenticate = () => partnerFramework.authenticate(request, { signal });
          answer = await within('partnerFramework.authenticate', PATIENCE, authenticate, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          return { reason: 'partner_framework_failed', error: toErrorData(error) };
        }
        if (!answer.samlResponse) return { reason: 'saml_response_not_present' };
        const { profiles } = await createPartnerProfile(
          client,
          {
            partner,
            samlResponse: answer.samlResponse,
            partnerFrameworkStatus: answer.status
              ? readStatus(answer.status, 'partnerFramework.authenticate.status')
              : status,
          },
          { signal },
        );
        requests.delete(sessionId);
        return firstProfile(profiles) ?? { reason: 'partner_refused' };
      },
    ),
    authentication: authenticationMachine.provide({ actors: authenticationServices(client) }),
  };
}
