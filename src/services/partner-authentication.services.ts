import * as z from 'zod/mini';
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
import { isPassError, toErrorData } from '../errors/index.js';
import { InvalidInputError, refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import type { PartnerProvider } from '../protocol/configuration.js';
import { anyText, readInput } from '../protocol/input.js';
import {
  partnerFrameworkStatus,
  type PartnerFrameworkStatus,
  partnerStatusProblem,
} from '../protocol/partner.js';
import type { PartnerAuthenticationRequest } from '../protocol/session.js';
import { lazy } from '../protocol/wire.js';
import { authenticationServices } from './authentication.services.js';
import { keepSecret, takeSecret } from './media-tokens.js';
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

/** The framework of the app. @throws InvalidInputError that names what it lacks */
function usable(framework: Partial<PartnerFramework> | null | undefined): PartnerFramework {
  if (!framework) return refuse('partnerFramework', 'was not given', 'actor_not_provided');
  for (const name of ['status', 'authenticate'] as const)
    if (typeof framework[name] !== 'function')
      refuse(`partnerFramework.${name}`, 'expected a function', 'actor_not_provided');
  return framework as PartnerFramework;
}

/**
 * A dialog of the platform; none for a flow that is stopped in the turn that starts it, as in React's
 * StrictMode.
 */
async function dialog(
  name: keyof PartnerFramework,
  open: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  const path = `partnerFramework.${name}`;
  await Promise.resolve();
  try {
    return await within(path, PATIENCE, open, signal);
  } catch (cause) {
    if (isPassError(cause)) throw cause;
    const fields = { code: 'unexpected', remedy: 'none', path } as const;
    throw new InvalidInputError(toErrorData(cause).message, fields, { cause });
  }
}

/** What the framework gives, as far as it is named: it is stored with the flow. */
const readStatus = (given: unknown, path: string): PartnerFrameworkStatus =>
  compact(readInput(partnerFrameworkStatus, given, path));

const partnerAnswer = /* @__PURE__ */ lazy(() =>
  z.object({
    samlResponse: anyText(),
    status: z.optional(
      z.pipe(
        z.transform((status) => status ?? undefined),
        z.optional(partnerFrameworkStatus()),
      ),
    ),
  }),
);

/**
 * What `partnerAuthenticationMachine` invokes, made from a client and the platform's framework. Make it
 * once, and create many flows.
 */
export const partnerAuthenticationServices = (
  client: PassClient,
  { partnerFramework }: { readonly partnerFramework: PartnerFramework },
) => partnerServices(client, partnerFramework);

/**
 * The same, for a framework that may not have been given.
 *
 * @param providers Those that it may offer.
 */
export function partnerServices(
  client: PassClient,
  partnerFramework: PartnerFramework | undefined,
  providers?: (signal: AbortSignal) => Promise<readonly PartnerProvider[]>,
) {
  return {
    partnerStatus: service<CheckedPartnerStatus>(async ({ signal }) => {
      const framework = usable(partnerFramework);
      const call = { signal, ...(providers && { providers: () => providers(signal) }) };
      const given = await dialog('status', () => framework.status(call), signal);
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
        // SAML stays out of the machine, so that no stored flow holds it.
        if (sessionId && authenticationRequest)
          await keepSecret(client, sessionId, authenticationRequest);
        return answeredSession(client, session);
      },
    ),
    partnerProfile: service<PartnerProfileResult, ProfileInput>(
      async ({ input: { partner, status, sessionId }, signal }) => {
        // A flow that is stopped in the turn that starts it leaves the request to the one that follows.
        await Promise.resolve();
        const request = signal.aborted
          ? undefined
          : await takeSecret<PartnerAuthenticationRequest>(client, sessionId);
        if (!request)
          return refuse('sessionId', 'has no SAML request after a restart', 'saml_request_lost');
        // Until there is a profile, the viewer may try again.
        await keepSecret(client, sessionId, request);
        let samlResponse: string | null | undefined;
        let newest: PartnerFrameworkStatus | null | undefined;
        try {
          const framework = usable(partnerFramework);
          const open = () => framework.authenticate(request, { signal });
          const given = (await dialog('authenticate', open, signal)) ?? {};
          const answer = readInput(partnerAnswer, given, 'partnerFramework.authenticate');
          samlResponse = answer.samlResponse;
          newest = answer.status && compact(answer.status);
        } catch (error) {
          if (signal.aborted) throw error;
          return { reason: 'partner_framework_failed', error: toErrorData(error) };
        }
        if (!samlResponse) return { reason: 'saml_response_not_present' };
        const { profiles } = await createPartnerProfile(
          client,
          {
            partner,
            samlResponse,
            partnerFrameworkStatus: newest ?? status,
          },
          { signal },
        );
        await takeSecret(client, sessionId);
        return firstProfile(profiles) ?? { reason: 'partner_refused' };
      },
    ),
    authentication: authenticationMachine.provide({ actors: authenticationServices(client) }),
  };
}
