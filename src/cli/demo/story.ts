import { CommandError } from '../errors.js';
import type { Surroundings } from '../flow.js';
import { partnerFallback, partnerSignIn } from './partner.js';
import { secondScreen } from './second-screen.js';
import { signOut } from './sign-out.js';
import { openStage, should, type World } from './stage.js';
import { fallbackMvpd, partnerMvpd } from './world.js';

/**
 * One viewer signs in, in three ways, and out again, in four.
 *
 * @throws where a step does not end as it should
 */
export async function tellStory(world: World, surroundings: Surroundings): Promise<void> {
  const stage = openStage(world, surroundings);
  const { screen, simulator } = stage;
  const mvpd = await act('the second screen', () => secondScreen(stage));
  await stage.rest(700);
  simulator.mvpd(partnerMvpd);
  await act('the partner sign-in', () => partnerSignIn(stage));
  await stage.rest(700);
  simulator.mvpd(fallbackMvpd);
  await act('the partner fallback', () => partnerFallback(stage));
  await stage.rest(700);
  await act('the sign-out', () => signOut(stage, mvpd));

  const count = (endpoint: string) =>
    simulator.requests.filter((request) => request.endpoint === endpoint).length;
  const requests = simulator.requests.filter(({ viewer }) => !viewer).length;
  should(count('E1') === 1 && count('E2') === 1, 'The television should have registered once');
  screen.heading('All as it should be');
  screen.entry({
    kind: 'done',
    label: 'demo',
    text: `Three ways in and four ways out, in ${requests} requests with one registration and one access token.`,
    next: 'Try `npx tve-auth-flow demo --interactive` to be the viewer, or `npx tve-auth-flow simulator` to send requests of your own.',
  });
}

async function act<T>(name: string, play: () => Promise<T>): Promise<T> {
  try {
    return await play();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${name} did not end as it should: ${why}`);
  }
}
