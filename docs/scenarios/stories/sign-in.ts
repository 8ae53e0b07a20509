import type { Scenario } from '../scenario.js';
import {
  choose,
  logIn,
  logInOnPhone,
  pickOnPhone,
  sent,
  signedInBy,
  signOutHere,
  startSignIn,
  typeCode,
  watch,
  viewer,
} from './acts.js';
import { phone, reached, should, signIn, viewOf } from './telling.js';

const group = 'Sign-in';
const secondary = { screen: 'secondary' } as const;
const MINUTE = 60_000;

export const signInScenarios: readonly Scenario[] = [
  {
    id: 'primary-sign-in',
    title: 'Sign in on the television',
    about:
      'A device with a browser: choosing a provider, its login page, a play request, and the sign-out. No poll goes out before the browser is back.',
    group,
    async tell(stage) {
      await choose(stage, 'Cablevision');
      await logIn(stage);
      const polls = sent(stage).filter((endpoint) => endpoint === 'E10').length;
      should(polls === 1, `One poll should do, once the browser is back, and not ${polls}`);
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'news');
      await signOutHere(stage);
    },
  },
  {
    id: 'secondary-sign-in',
    title: 'Sign in with a code and a phone',
    about:
      'The television has no browser. The provider is picked there, the login happens on the phone, and the television polls as soon as it shows the code.',
    group,
    input: secondary,
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { code, polling } = await signIn(stage, 'authenticate');
      should(polling, 'The television should poll as soon as it shows the code');
      stage.say('television', `Shows the code ${code}.`);
      await stage.clock.pass(10_000);
      await typeCode(stage, code);
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'news');
    },
  },
  {
    id: 'missing-parameters',
    title: 'The provider is picked on the phone',
    about:
      'The session of the television has no MVPD, so the server answers resume. The phone supplies it, and the television goes on polling with the same code.',
    group,
    input: { ...secondary, choice: 'elsewhere' },
    async tell(stage) {
      await startSignIn(stage);
      const { code, missingParameters } = await signIn(stage, 'resume');
      should(missingParameters.join() === 'mvpd', 'Only the MVPD should be missing');
      stage.say('television', `Shows the code ${code}.`);
      await stage.clock.pass(10_000);
      await typeCode(stage, code);
      await pickOnPhone(stage, 'Cablevision');
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      signedInBy(stage, 'login', 'regular');
    },
  },
  {
    id: 'missing-parameters-retry',
    title: 'The phone supplies too little',
    about:
      'The session lacks the MVPD and the domain. The phone supplies the one, the server answers retry, and the phone supplies the other.',
    group,
    input: { ...secondary, choice: 'elsewhere', domainName: undefined },
    async tell(stage) {
      await startSignIn(stage);
      const { code, missingParameters } = await signIn(stage, 'resume');
      should(missingParameters.length === 2, 'The MVPD and the domain should be missing');
      stage.say('television', `Shows the code ${code}.`);
      await typeCode(stage, code);
      await pickOnPhone(stage, 'Cablevision');
      await stage.clock.pass(0);
      const { missingParameters: left } = await phone(stage, 'selecting');
      should(left.join() === 'domainName', 'The server should ask for the domain again');
      stage.say('phone', 'Knows the domain of the app, and supplies it.');
      stage.phone()?.send({ type: 'parameters.provided', domainName: 'adobe.com' });
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
    },
  },
  {
    id: 'code-expires',
    title: 'A code expires, and is renewed',
    about:
      'Nobody uses the code for half an hour: the polls stop. The viewer asks for another one, types the old one first, and then the new one.',
    group,
    input: secondary,
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { code: old, expiresAt } = await signIn(stage, 'authenticate');
      stage.say('television', `Shows the code ${old}.`);
      stage.say('time', 'Half an hour goes by.');
      await stage.clock.pass(expiresAt - stage.clock.now());
      await signIn(stage, 'expired');
      const before = stage.simulator.requests.length;
      await stage.clock.pass(5 * MINUTE);
      should(
        sent(stage, before).length === 0,
        'Nothing should be sent for a code that has expired',
      );
      await viewer(stage, 'Comes back, and asks for a new code.');
      stage.tv.send({ type: 'code.renew' });
      const { code } = await signIn(stage, 'authenticate');
      should(code !== old, 'The code should be a new one');
      stage.say('television', `Shows the code ${code}.`);
      await typeCode(stage, old);
      await phone(stage, 'enteringCode');
      stage.say('phone', 'That code is not valid any more.');
      await typeCode(stage, code);
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
    },
  },
  {
    id: 'browser-closed',
    title: 'The browser is closed without a login',
    about:
      'The viewer closes the browser of the television: one poll tells that nobody has logged in. They open it again, with the same code.',
    group,
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { url, code } = await signIn(stage, 'authenticate');
      const login = await stage.openLogin(url, 'tv');
      await viewer(stage, 'Gives the login up, and closes the browser.');
      await login.cancel();
      stage.tv.send({ type: 'userAgent.closed' });
      await stage.clock.pass(5000);
      const view = await signIn(stage, 'authenticate');
      should(view.code === code && !view.polling, 'The code should live on, without polls');
      await viewer(stage, 'Opens it again.');
      await logIn(stage);
      const { access } = viewOf(stage);
      should(access?.mvpd.id === 'Cablevision', 'The viewer should be signed in');
    },
  },
  {
    id: 'server-to-server',
    title: "The flow runs on the programmer's servers",
    about:
      'The same statechart on a backend: it sends every request with the address of the device, and the app only shows a code and plays.',
    group,
    input: secondary,
    runsOn: 'backend',
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { code } = await signIn(stage, 'authenticate');
      stage.say('television', `Shows the code ${code}.`);
      await typeCode(stage, code);
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      await watch(stage, 'news');
      const forwarded = stage.simulator.requests.filter(
        ({ headers }) => headers['x-forwarded-for'] === '203.0.113.7',
      );
      should(forwarded.length > 5, 'The requests should have the address of the device');
    },
  },
];
