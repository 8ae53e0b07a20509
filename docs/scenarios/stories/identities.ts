import {
  createLinkCode,
  createServiceToken,
  createSession,
  profileForCode,
} from '../../../src/client/index.js';
import { identityToken } from '../../../src/conformance/cases/identity-token.js';
import { parameters, START } from '../devices.js';
import type { Scenario, Stage } from '../scenario.js';
import { choose, logIn, sent, signedInBy, watch, viewer } from './acts.js';
import { reached, should } from './telling.js';

const group = 'Single sign-on';
const token = identityToken(START, 'viewer-1', 365 * 86_400);

/** The viewer signs in with the app on the phone, which is the first device. */
async function signInOnPhone(stage: Stage): Promise<void> {
  const { phoneClient, openLogin, clock } = stage;
  await viewer(stage, 'Signs in with Cablevision in the app on the phone.');
  const { url = '', code = '' } = await createSession(phoneClient, {
    mvpd: 'Cablevision',
    ...parameters,
  });
  const login = await openLogin(url, 'phone');
  await clock.pass(8000);
  await login.submit();
  const { profiles } = await profileForCode(phoneClient, { code });
  should(profiles['Cablevision']?.type === 'regular', 'The phone should have a regular profile');
}

/** The television has found the profile, and nobody has logged in there. */
async function foundBy(stage: Stage, type: string, header: string): Promise<void> {
  await reached(stage, 'authenticated');
  signedInBy(stage, 'authenticatedSSO', type);
  const before = stage.simulator.requests.length;
  await watch(stage, 'news');
  const [decision] = stage.simulator.requests.slice(before);
  should(decision?.headers[header] !== undefined, `The decision should have ${header}`);
}

export const identityScenarios: readonly Scenario[] = [
  {
    id: 'service-token',
    title: 'A service token of the programmer',
    about:
      "The same person on two devices: the token of the programmer's identity service goes with every request, and the television finds the profile of the phone.",
    group,
    platform: { serviceToken: token },
    async tell(stage) {
      await reached(stage, 'unauthenticated');
      stage.phonePlatform.serviceToken = token;
      await signInOnPhone(stage);
      await viewer(stage, 'Opens the app on the television again.');
      const before = stage.simulator.requests.length;
      stage.tv.send({ type: 'profile.check' });
      await foundBy(stage, 'serviceTokenSSO', 'ad-service-token');
      should(!sent(stage, before).includes('E4'), 'No session should have been needed');
    },
  },
  {
    id: 'service-token-link',
    title: 'A service token by a link code',
    about:
      "Adobe's SSO service gives the phone a service token, and a link code for the television, which gets a token of the same viewer for it.",
    group,
    async tell(stage) {
      const { phoneClient, phonePlatform } = stage;
      await reached(stage, 'unauthenticated');
      const { serviceToken } = await createServiceToken(phoneClient, { ssoId: 'household-7' });
      phonePlatform.serviceToken = serviceToken;
      await signInOnPhone(stage);
      const { code } = await createLinkCode(phoneClient, { serviceToken });
      stage.say('phone', `Shows the link code ${code}.`);
      await viewer(stage, 'Types the link code on the television.');
      const linked = await createServiceToken(stage.client, { linkCode: code });
      stage.platform.serviceToken = linked.serviceToken;
      stage.tv.send({ type: 'profile.check' });
      await foundBy(stage, 'serviceTokenSSO', 'ad-service-token');
    },
  },
  {
    id: 'platform-amazon',
    title: 'The identity of an Amazon device',
    about:
      'Another app on the same Fire TV has signed the viewer in. The subject token of the platform finds that profile.',
    group,
    platform: { subjectToken: token },
    prepare(simulator) {
      simulator.profiles.add({ mvpd: 'Cablevision', type: 'platformSSO', subject: 'viewer-1' });
    },
    async tell(stage) {
      await foundBy(stage, 'platformSSO', 'adobe-subject-token');
      should(!sent(stage).includes('E4'), 'No session should have been needed');
    },
  },
  {
    id: 'platform-roku',
    title: 'The identity of a Roku',
    about: 'As on an Amazon device, with the header that a Roku adds by itself.',
    group,
    platform: { rokuConnectToken: token },
    prepare(simulator) {
      simulator.profiles.add({ mvpd: 'Spectrum', type: 'platformSSO', subject: 'viewer-1' });
    },
    async tell(stage) {
      await foundBy(stage, 'platformSSO', 'x-roku-reserved-roku-connect-token');
    },
  },
  {
    id: 'platform-expired',
    title: 'An identity that has expired',
    about:
      'The token of the platform has run out, so it is not sent: no error, but a login as without single sign-on.',
    group,
    platform: { subjectToken: identityToken(START, 'viewer-1', -3600) },
    prepare(simulator) {
      simulator.profiles.add({ mvpd: 'Cablevision', type: 'platformSSO', subject: 'viewer-1' });
    },
    async tell(stage) {
      should(stage.platform.subjectToken !== undefined, 'There should be a token');
      await choose(stage, 'Cablevision');
      await logIn(stage);
      signedInBy(stage, 'login', 'regular');
      const told = stage.simulator.requests.some((one) => 'adobe-subject-token' in one.headers);
      should(!told, 'A token that has expired should not be sent');
    },
  },
];
