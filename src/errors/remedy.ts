/**
 * What the caller can do about an error. Derived from Adobe's `action`, refined by `code` where the
 * pages say more than the action does.
 *
 * - `retry`: transient; the same request may be sent again, later and a bounded number of times.
 * - `authenticate`: the viewer has to sign in (again), with a regular MVPD.
 * - `authorize`: a new authorization decision is needed (V1 codes only).
 * - `register`: the access token or the client credentials are refused, also after a renewal.
 * - `configure`: an operator has to change the server-side configuration; never retry in a loop.
 * - `new-session`: the session behind the code is gone; create another one.
 * - `select-mvpd`: this MVPD can't be used; let the viewer choose another one.
 * - `basic-authentication`: partner single sign-on can't go on; use the basic flow.
 * - `none`: nothing automatic. Show the message, or mend the request.
 */
export type Remedy =
  | 'retry'
  | 'authenticate'
  | 'authorize'
  | 'register'
  | 'configure'
  | 'new-session'
  | 'select-mvpd'
  | 'basic-authentication'
  | 'none';

// The code goes first: some samples print `none` for a code whose documented action is another.
const byCode: ReadonlyArray<readonly [RegExp, Remedy]> = [
  [/^invalid_(authentication_session|parameter_code)$/, 'new-session'],
  [/^(invalid_parameter_mvpd|invalid_integration|unknown_integration)$/, 'select-mvpd'],
  [/_pfs_|^invalid_parameter_(partner|saml)/, 'basic-authentication'],
  [/^invalid_configuration_|^too_many_resources$/, 'configure'],
  [/^invalid_access_token_/, 'register'],
  [/^(network_(received|conn)|maximum_execution)/, 'retry'],
  [
    /^(authenticated_profile|temporary_access)_|_(hba_policies|session_invalidated)$|^identity_not/,
    'authenticate',
  ],
];

const byAction: ReadonlyArray<readonly [string, Remedy]> = [
  ['retry', 'retry'],
  ['authentication', 'authenticate'],
  ['authorization', 'authorize'],
  ['application-registration', 'register'],
  ['configuration', 'configure'],
];

/** The remedy for an error code and action as they came over the wire; `none` for unknown ones. */
export function remedyOf(code: string, action?: string): Remedy {
  const known =
    byCode.find(([pattern]) => pattern.test(code)) ?? byAction.find(([name]) => name === action);
  return known?.[1] ?? 'none';
}
