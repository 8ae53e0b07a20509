import { InvalidInputError } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import { readInput } from '../protocol/input.js';
import { partnerFrameworkStatus } from '../protocol/partner.js';
import type { PartnerFramework } from '../services/partner-authentication.services.js';
import type { PartnerAnswer, PartnerQuestion, PartnerQuestions } from './partner-questions.js';

/** Why a flow goes on without the framework. */
const failure = (code: string, message: string, path: string): InvalidInputError =>
  new InvalidInputError(message, { code, remedy: 'basic-authentication', path });

/**
 * The framework of a device, for one of its flows: the app is asked, and answers.
 *
 * @param isThere Whether the app has said that it has one.
 */
export function partnerFrameworkOf(
  questions: PartnerQuestions,
  { device, flow }: { readonly device: string; readonly flow: string },
  isThere: () => Promise<boolean>,
): PartnerFramework {
  async function ask(
    asked: Omit<PartnerQuestion, 'id'>,
    signal: AbortSignal,
  ): Promise<PartnerAnswer> {
    const answer = await questions.ask(device, flow, asked, signal);
    if (!answer.failed) return answer;
    const path = `partnerFramework.${asked.kind}`;
    throw failure('partner_framework_failed', 'The framework of the device has failed', path);
  }

  return {
    async status({ signal, providers }) {
      if (!(await isThere()))
        throw failure(
          'partner_sign_in_unavailable',
          'Partner sign-in needs the framework of the device',
          'partnerFramework',
        );
      const offered = compact({ providers: await providers?.() });
      const { status } = await ask({ kind: 'status', ...offered }, signal);
      return readInput(partnerFrameworkStatus, status, 'partnerFramework.status');
    },
    async authenticate(request, { signal }) {
      const { samlResponse, status } = await ask({ kind: 'authenticate', request }, signal);
      return compact({
        samlResponse,
        status: status && readInput(partnerFrameworkStatus, status, 'partnerFramework.status'),
      });
    },
  };
}
