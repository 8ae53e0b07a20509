import type { PartnerProvider } from '../protocol/configuration.js';
import type { PartnerFrameworkStatus } from '../protocol/partner.js';
import type { PartnerAuthenticationRequest } from '../protocol/session.js';
import { persist, post } from './persist.js';
import type { Requests } from './requests.js';

/** The framework of the platform: the same that `entitlementServices` take where the flow runs in the app. */
export interface RemotePartnerFramework {
  status(call: {
    readonly signal: AbortSignal;
    readonly providers?: () => Promise<readonly PartnerProvider[]>;
  }): Promise<PartnerFrameworkStatus>;
  authenticate(
    request: PartnerAuthenticationRequest,
    call: { readonly signal: AbortSignal },
  ): Promise<{ readonly samlResponse?: string | null; readonly status?: PartnerFrameworkStatus }>;
}

interface Question {
  readonly id: string;
  readonly kind: 'status' | 'authenticate';
  readonly providers?: readonly PartnerProvider[];
  readonly request?: PartnerAuthenticationRequest;
}

/** Seconds of a long poll, and milliseconds that its answer may take beside. */
const WAIT = 20;
const ANSWER = 15_000;

const phaseOf = (view: unknown): unknown => (Object(view) as { readonly phase?: unknown }).phase;

/** Whether a flow that shows this asks the framework: by itself, or within a whole life. */
function isAsking(view: unknown): boolean {
  const { authentication } = Object(view) as { readonly authentication?: unknown };
  return [view, authentication].some((part) =>
    /^(status|partner_profile)$/.test(String(phaseOf(part))),
  );
}

/** What the framework says, for the service. Why it fails is for nobody else. */
async function answerOf(
  framework: RemotePartnerFramework,
  { kind, providers, request }: Question,
  signal: AbortSignal,
): Promise<object> {
  try {
    if (kind === 'authenticate' && request)
      return await framework.authenticate(request, { signal });
    const call = { signal, ...(providers && { providers: async () => providers }) };
    return { status: await framework.status(call) };
  } catch {
    return { failed: true };
  }
}

/** Resolves when the signal ends. */
const ended = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    if (signal.aborted) resolve(undefined);
  });

/** Answers what a flow asks the framework, as long as it does. Returns what each new view is told to. */
export function partnerAnswers(
  framework: RemotePartnerFramework,
  requests: Requests,
  located: Promise<string>,
  stopped: AbortSignal,
): (view: unknown) => void {
  let asking: AbortController | undefined;

  async function answerAll(signal: AbortSignal): Promise<void> {
    const url = `${await located}/partner`;
    const send = (request: Parameters<Requests['send']>[0]) =>
      persist(() => requests.send(request), signal);
    let last: string | undefined;
    while (!signal.aborted) {
      const within = WAIT * 1000 + ANSWER;
      const reply = await send({ url: `${url}?wait=${WAIT}`, signal, within });
      if (reply.status === 204) continue;
      const question = JSON.parse(reply.text) as Question;
      // Nobody is asked twice: somebody on the way has refused the answer.
      if (question.id === last) return;
      last = question.id;
      const answer = await Promise.race([answerOf(framework, question, signal), ended(signal)]);
      if (!answer) return;
      const told = (body: object) => send(post(url, { question: question.id, ...body }, signal));
      // What the service can't read is no answer of the framework.
      await told(answer)
        .catch(() => told({ failed: true }))
        .catch(() => {});
    }
  }

  stopped.addEventListener('abort', () => asking?.abort());
  return (view) => {
    if (isAsking(view) === (asking !== undefined)) return;
    asking?.abort();
    asking = isAsking(view) ? new AbortController() : undefined;
    // Where the service refuses, the flow goes on without the framework after its time.
    if (asking) answerAll(asking.signal).catch(() => {});
  };
}
