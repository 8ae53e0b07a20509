import { entitlementView } from '../../../src/index.js';
import type { Scenario, Stage } from '../scenario.js';
import { logIn, pick, sent, signedInBy, startSignIn, watch } from './acts.js';
import { reached, should, signIn } from './telling.js';

const input = { partner: 'Apple' } as const;

/** Why the basic flow runs, as the view has said so far: once a provider is found, it says no more. */
function reasonsOf({ tv }: Stage): ReadonlySet<string> {
  const reasons = new Set<string>();
  tv.subscribe((snapshot) => {
    const view = entitlementView(snapshot);
    if (view.phase !== 'authenticating' || !('fallback' in view.authentication)) return;
    reasons.add(view.authentication.fallback?.reason ?? '');
  });
  return reasons;
}

/** A sign-in that goes on as a basic one. */
const fallback = ({
  reason,
  picks,
  sends = [],
  omits = [],
  ...scenario
}: Omit<Scenario, 'group' | 'input' | 'tell'> & {
  readonly reason: string;
  /** What the viewer picks in the app. */
  readonly picks?: string;
  readonly sends?: readonly string[];
  readonly omits?: readonly string[];
}): Scenario => ({
  ...scenario,
  group: 'Single sign-on',
  input,
  async tell(stage) {
    const reasons = reasonsOf(stage);
    await startSignIn(stage);
    if (picks !== undefined) await pick(stage, picks);
    await signIn(stage, 'authenticate');
    const found = [...reasons].join();
    should(found === reason, `The reason should be ${reason}, not ${found}`);
    stage.say('television', "Can't sign in by the settings: the login page it is.");
    await logIn(stage);
    signedInBy(stage, 'login', 'regular');
    const seen = sent(stage);
    for (const one of sends) should(seen.includes(one), `There should be ${one}`);
    for (const one of omits) should(!seen.includes(one), `There should be no ${one}`);
  },
});

const spectrum = { provider: 'spectrum' } as const;

export const partnerScenarios: readonly Scenario[] = [
  {
    id: 'partner-sign-in',
    title: 'The TV provider in the settings',
    about:
      'The platform asks the viewer which provider they have, and has that answer a SAML request. There is no code, no browser and no password.',
    group: 'Single sign-on',
    input,
    platform: { picks: 'spectrum' },
    async tell(stage) {
      await startSignIn(stage);
      await reached(stage, 'authenticated');
      signedInBy(stage, 'login', 'appleSSO');
      should(
        sent(stage).join() === 'E1,E2,E8,E3,E11,E12',
        `It should take a list, a session and a profile: ${sent(stage).join()}`,
      );
      await watch(stage, 'news');
      const decision = stage.simulator.requests.at(-1);
      should(
        decision?.headers['ap-partner-framework-status'] !== undefined,
        'The decision should have the status of the partner',
      );
    },
  },
  fallback({
    id: 'partner-permission-refused',
    title: 'The viewer refuses the permission',
    about:
      'The app may not see the provider in the settings. No partner session is asked for: the viewer picks a provider in the app.',
    platform: { ...spectrum, permission: 'denied' },
    picks: 'Cablevision',
    omits: ['E11', 'E12'],
    reason: 'permission_not_granted',
  }),
  fallback({
    id: 'partner-no-provider',
    title: 'No provider in the settings',
    about: 'The viewer has picked none when the platform asked. They pick one in the app instead.',
    picks: 'Cablevision',
    omits: ['E11', 'E12'],
    reason: 'provider_id_not_present',
  }),
  fallback({
    id: 'partner-unsupported-provider',
    title: 'A provider that the platform does not support',
    about:
      "The platform names a provider that it can't sign in. The name is enough to skip the list: the login of that provider follows.",
    platform: { unsupportedProvider: 'spectrum' },
    sends: ['E3', 'E4'],
    omits: ['E5', 'E11', 'E12'],
    reason: 'provider_info_expired',
  }),
  fallback({
    id: 'partner-account-expired',
    title: 'The account in the settings has expired',
    about: "The login at the provider in the settings has ended, so its status can't be used.",
    platform: { ...spectrum, providerExpires: 1 },
    sends: ['E3', 'E4'],
    omits: ['E5', 'E11', 'E12'],
    reason: 'provider_info_expired',
  }),
  fallback({
    id: 'partner-pfs-fallback',
    title: "pfs_fallback: the server can't use the status",
    about:
      'The server answers the partner session with a code and pfs_fallback. The basic flow goes on with that code, and creates no other session.',
    platform: spectrum,
    server: { partner: { fallback: 'pfs_fallback' } },
    reason: 'pfs_fallback',
    sends: ['E11'],
    omits: ['E4', 'E12'],
  }),
  fallback({
    id: 'partner-configuration-fallback',
    title: 'configuration_fallback: the provider is not set up',
    about:
      'Nobody has set partner single sign-on up for DISH. The server gives a code for its login.',
    platform: { provider: 'dish' },
    reason: 'configuration_fallback',
    sends: ['E11'],
    omits: ['E4', 'E12'],
  }),
  fallback({
    id: 'partner-missing-parameters',
    title: 'missing_parameters_fallback: the session lacks something',
    about:
      'The server says that the session lacks a parameter. The app supplies it, and goes on with the login.',
    platform: spectrum,
    server: { partner: { fallback: 'missing_parameters_fallback' } },
    reason: 'missing_parameters_fallback',
    sends: ['E11', 'E5'],
    omits: ['E4', 'E12'],
  }),
  fallback({
    id: 'partner-session-refused',
    title: 'The partner session is refused',
    about: 'The server does not know the partner. The basic flow begins with a session of its own.',
    platform: spectrum,
    prepare: ({ faults }) =>
      void faults.add({ endpoint: 'E11', code: 'invalid_parameter_partner' }),
    sends: ['E11', 'E4'],
    omits: ['E12'],
    reason: 'partner_refused',
  }),
  fallback({
    id: 'partner-no-saml',
    title: 'The provider gives no SAML response',
    about:
      'The provider in the settings declines. Nothing is sent of it, and the basic flow goes on.',
    platform: { ...spectrum, saml: 'declined' },
    reason: 'saml_response_not_present',
    sends: ['E11'],
    omits: ['E12'],
  }),
  fallback({
    id: 'partner-framework-fails',
    title: 'The framework fails',
    about:
      'The framework of the platform breaks while the provider answers. The basic flow goes on.',
    platform: { ...spectrum, saml: 'fails' },
    reason: 'partner_framework_failed',
    sends: ['E11'],
    omits: ['E12'],
  }),
  fallback({
    id: 'partner-profile-refused',
    title: 'The SAML response is refused',
    about: 'The server does not take what the provider has signed, and says so with an error.',
    platform: spectrum,
    prepare: ({ faults }) =>
      void faults.add({ endpoint: 'E12', code: 'invalid_parameter_saml_response' }),
    reason: 'partner_refused',
    sends: ['E11', 'E12'],
  }),
  fallback({
    id: 'partner-profile-empty',
    title: 'The SAML response makes no profile',
    about: 'The server takes the SAML response, and answers without a profile.',
    platform: spectrum,
    prepare: ({ faults }) =>
      void faults.add({ endpoint: 'E12', status: 201, body: { profiles: {} } }),
    reason: 'partner_refused',
    sends: ['E11', 'E12'],
  }),
];
