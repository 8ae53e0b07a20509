import {
  address,
  anyObject,
  anyText,
  finite,
  inputFields,
  oneOf,
} from '../../src/protocol/input.js';
import type { Session } from '../../src/protocol/session.js';

/** What all sign-ins take. */
export const signInFields = () => ({
  screen: oneOf('primary', 'secondary'),
  pollInterval: finite('milliseconds'),
  mvpd: anyText(),
  domainName: anyText(),
  redirectUrl: anyText(),
  activationUrl: address(),
});

/** The input of `authenticationMachine`, as it is checked. */
export const authenticationInput = /* @__PURE__ */ inputFields(() => ({
  ...signInFields(),
  session: anyObject<Session>(),
}));
