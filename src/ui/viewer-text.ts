import { isDenial } from '../../machines/denial.js';
import type { LogoutOutcome } from '../../machines/logout/index.js';
import type { PassErrorData, Remedy } from '../errors/index.js';
import type { CodeProblem } from '../protocol/code.js';
import type { ViewerText, ViewerTextKey, ViewerTextOverrides, ViewerTexts } from './texts/texts.js';

/** What a viewer can be told about. */
export type ViewerTextSubject =
  /** Of a view, or caught. */
  | PassErrorData
  /** Of one MVPD, or all of a sign-out: what was not done counts. */
  | LogoutOutcome
  | readonly LogoutOutcome[]
  /** What `normaliseCode` says. */
  | { readonly problem: CodeProblem }
  /** A text by its key, where there is no error: `code_expired`, `playback_refused`. */
  | ViewerTextKey;

/** What {@link viewerText} gives. */
export interface ToldText extends ViewerText {
  /** Which text it is. */
  readonly key: ViewerTextKey;
}

const byCode: ReadonlyArray<readonly [RegExp, ViewerTextKey]> = [
  [/^(network_failure|timeout)$/, 'no_connection'],
  [/^(throttled|maximum_attempts_exceeded)$/, 'too_many_requests'],
  [/^(network_(received|conn)|maximum_execution)/, 'provider_unreachable'],
  [/^internal_(server_)?error$/, 'try_again_later'],
  [/^storage_failure$/, 'storage_failed'],
  [/^invalid_(parameter_code|authentication_session)$/, 'code_unknown'],
  [/_(profile|session)_missing$|^not_authenticated$/, 'sign_in_needed'],
  [/_hba_policies$/, 'away_from_home'],
  [/^identity_not_recognized/, 'account_not_recognized'],
  [/^temporary_access_duration/, 'temporary_access_over'],
  [/^temporary_access_resources/, 'temporary_access_used_up'],
  [/_temporary_access$/, 'temporary_access_unavailable'],
  [/_parental_controls$/, 'denied_by_parental_controls'],
  [/_degradation_|^degraded_integration$/, 'denied_for_now'],
  [/^unsafe_url$/, 'sign_in_page_unsafe'],
  [/^aborted$/, 'cancelled'],
];

const byRemedy: Readonly<Record<Remedy, ViewerTextKey>> = {
  retry: 'try_again_later',
  authenticate: 'sign_in_ended',
  authorize: 'decision_needed',
  register: 'app_problem',
  configure: 'service_problem',
  'new-session': 'code_expired',
  'select-mvpd': 'other_provider_needed',
  'basic-authentication': 'basic_sign_in_needed',
  none: 'unknown',
};

const isKey = (code: string, texts: ViewerTexts): code is ViewerTextKey =>
  Object.prototype.hasOwnProperty.call(texts, code);

function keyOfError(error: PassErrorData, texts: ViewerTexts): ViewerTextKey {
  const { code, path, remedy, captivePortal } = error;
  if (isKey(code, texts)) return code;
  if (captivePortal) return 'network_login';
  if (code === 'storage_failure' && path === 'storage.removeItem') return 'storage_not_deleted';
  const known = byCode.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  if (path === 'code') return 'code_unknown';
  return isDenial(error) ? 'denied' : byRemedy[remedy];
}

function keyOfOutcome({ actionName, carriedOut, error }: LogoutOutcome): ViewerTextKey {
  if (error) return error.code === 'unsafe_url' ? 'sign_out_page_unsafe' : 'sign_out_incomplete';
  if (carriedOut) return 'signed_out';
  return actionName === 'partner_logout' ? 'system_still_signed_in' : 'provider_may_be_signed_in';
}

const isList = (about: ViewerTextSubject): about is readonly LogoutOutcome[] =>
  Array.isArray(about);

function keyOf(about: ViewerTextSubject, texts: ViewerTexts): ViewerTextKey {
  if (typeof about === 'string') return about;
  if (isList(about)) {
    const undone = about.find(({ carriedOut }) => !carriedOut);
    return undone ? keyOfOutcome(undone) : 'signed_out';
  }
  if ('problem' in about) return `code_${about.problem}`;
  return 'carriedOut' in about ? keyOfOutcome(about) : keyOfError(about, texts);
}

/** What the MVPD, or the programmer's degradation rule, says to the viewer: prose, of a decision alone. */
function detailsFor(about: ViewerTextSubject): string | undefined {
  if (typeof about === 'string' || !('details' in about)) return undefined;
  const { name, code, details = '' } = about;
  const isMeant =
    isDenial(about) || (name === 'EnhancedError' && /_denied_|^identity_not/.test(code));
  return isMeant && !/^\s*(?:[<{[]|$)/.test(details) ? details.trim() : undefined;
}

/**
 * What to tell a viewer about an error, a sign-out or a code: one sentence about what happened, and one
 * about what they can do, in the language that you pass. What the MVPD itself says about a denial
 * (`details`) goes first: it is the `message` then.
 *
 * A language is an object, so that an app ships those that it imports: `en`, `es`, `fr`, `de`, `pt`, or one
 * of your own.
 *
 * @param overrides Texts of your own in the place of these, whole or in part.
 *
 * @example
 * ```ts
 * import { en, viewerText } from 'tve-auth-flow';
 *
 * const error = {
 *   name: 'NetworkError', code: 'network_failure', remedy: 'retry', message: 'fetch failed',
 * } as const;
 * const { message, advice } = viewerText(error, en);
 * console.log(message); // → We can’t reach the service.
 * console.log(advice); // → Check your internet connection, then try again.
 *
 * const overrides = { no_connection: { message: 'Streamy is out of reach.' } };
 * console.log(viewerText(error, en, overrides).message); // → Streamy is out of reach.
 * ```
 */
export function viewerText(
  about: ViewerTextSubject,
  texts: ViewerTexts,
  overrides: ViewerTextOverrides = {},
): ToldText {
  const key = keyOf(about, texts);
  const details = detailsFor(about);
  return { ...texts[key], ...overrides[key], ...(details && { message: details }), key };
}
