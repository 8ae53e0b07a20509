import { compact } from '../../src/protocol/compact.js';
import type { AuthenticationParameters } from './authentication.types.js';

/** What an event brings, as far as it is text with something in it: a slip overwrites no good value. */
export function givenParameters(given: AuthenticationParameters): AuthenticationParameters {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const { mvpd, domainName, redirectUrl } = given;
  return compact({
    mvpd: text(mvpd),
    domainName: text(domainName),
    redirectUrl: text(redirectUrl),
  });
}
