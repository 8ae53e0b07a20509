import { configuration } from '../../../src/client/index.js';
import type { Stage } from '../scenario.js';
import { phone, played, reached, should, signIn, signOut, viewOf } from './telling.js';

/** Milliseconds that a viewer takes before they do something. */
const THOUGHT = 2000;

/** What the viewer does, once they have made up their mind. */
export async function viewer(stage: Stage, text: string): Promise<void> {
  await stage.clock.pass(THOUGHT);
  stage.say('viewer', text);
}

/** The viewer, whom nobody knows, chooses to sign in. */
export async function startSignIn(stage: Stage): Promise<void> {
  await reached(stage, 'unauthenticated');
  await viewer(stage, 'Chooses to sign in.');
  stage.tv.send({ type: 'authenticate' });
}

/** The viewer chooses to sign in, and picks a TV provider from the list. */
export async function choose(stage: Stage, mvpd: string): Promise<void> {
  await startSignIn(stage);
  await pick(stage, mvpd);
}

/** The viewer picks a TV provider from the list that is shown. */
export async function pick(stage: Stage, mvpd: string): Promise<void> {
  const { mvpds } = await reached(stage, 'choosing');
  const choice = mvpds.find(({ id }) => id === mvpd);
  should(choice !== undefined, `${mvpd} should be in the list`);
  await viewer(stage, `Picks ${choice.displayName ?? choice.id}.`);
  stage.tv.send({ type: 'mvpd.selected', mvpd });
}

/** The viewer logs in, in the user agent of the television. */
export async function logIn(stage: Stage): Promise<void> {
  const { url } = await signIn(stage, 'authenticate');
  stage.say('television', 'Opens the login page of the provider.');
  const login = await stage.openLogin(url, 'tv');
  await stage.clock.pass(20_000);
  await viewer(stage, 'Signs in there.');
  await login.submit();
  stage.tv.send({ type: 'userAgent.returned' });
  await reached(stage, 'authenticated');
}

/** The viewer picks a TV provider, and signs in on the television. */
export async function signInHere(stage: Stage, mvpd = 'Cablevision'): Promise<void> {
  await choose(stage, mvpd);
  await logIn(stage);
}

/** The viewer types the code of the television on the page on the phone. */
export async function typeCode(stage: Stage, code: string): Promise<void> {
  await viewer(stage, 'Opens the page on the phone, and types the code.');
  stage.openPhone().send({ type: 'code.entered', code });
  await stage.clock.pass(0);
}

/** The page on the phone fetches the list, and the viewer picks a TV provider from it. */
export async function pickOnPhone(stage: Stage, mvpd: string): Promise<void> {
  await phone(stage, 'selecting');
  const { mvpds } = await configuration(stage.phoneClient);
  const choice = mvpds.find(({ id }) => id === mvpd);
  should(choice !== undefined, `${mvpd} should be in the list`);
  await viewer(stage, `Picks ${choice.displayName ?? choice.id} on the phone.`);
  stage.phone()?.send({ type: 'mvpd.selected', mvpd });
}

/** The viewer logs in, in the user agent of the phone. */
export async function logInOnPhone(stage: Stage): Promise<void> {
  const { url } = await phone(stage, 'opening');
  stage.say('phone', 'Opens the login page of the provider.');
  const login = await stage.openLogin(url, 'phone');
  await stage.clock.pass(8_000);
  await viewer(stage, 'Signs in there.');
  await login.submit();
  stage.phone()?.send({ type: 'userAgent.returned' });
  await phone(stage, 'success');
}

/** The viewer wants to watch something, and may. */
export async function watch(stage: Stage, resource: string, source = 'mvpd'): Promise<void> {
  await viewer(stage, `Picks ${resource}.`);
  stage.tv.send({ type: 'play', resource });
  const play = await played(stage, resource, 'permitted');
  should(play.source === source, `${source} should permit ${resource}, not ${play.source}`);
}

/** The viewer signs out, and the provider's page is opened for that. */
export async function signOutHere(stage: Stage): Promise<void> {
  await viewer(stage, 'Signs out.');
  stage.tv.send({ type: 'logout' });
  const { url } = await signOut(stage, 'logout');
  stage.say('television', 'Opens the logout page of the provider.');
  await stage.openLogout(url);
  stage.tv.send({ type: 'userAgent.returned' });
  await signedOut(stage, 'logout');
}

/** The end of a logout: what became of each provider, in their order. @throws where it is another one */
export async function signedOut(stage: Stage, ...actionNames: string[]): Promise<void> {
  const { outcomes } = await reached(stage, 'unauthenticated');
  const found = outcomes.map(({ actionName }) => actionName).join(', ');
  should(
    found === actionNames.join(', '),
    `The logout should be ${actionNames.join()}, not ${found}`,
  );
}

/** Why the viewer is signed in. @throws Error where it is another reason */
export function signedInBy(stage: Stage, reason: string, type?: string): void {
  const { access } = viewOf(stage);
  should(access?.reason === reason, `The access should be ${reason}, not ${access?.reason}`);
  const found = access.profile?.type;
  should(type === undefined || found === type, `The profile should be ${type}, not ${found}`);
}

/** What the server saw since then, in its numbers; without what a user agent asked. */
export const sent = (stage: Stage, from = 0): readonly string[] =>
  stage.simulator.requests
    .slice(from)
    .filter((entry) => !entry.viewer)
    .map(({ endpoint }) => endpoint);
