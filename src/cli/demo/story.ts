import { CommandError } from '../errors.js';
import type { Surroundings } from '../flow.js';
import { confirm } from './confirm.js';
import { degraded } from './degraded.js';
import { tablet as makeTablet, television as makeTelevision } from './device.js';
import { firstStart } from './first-start.js';
import { partner } from './partner.js';
import { partnerFallback } from './partner-fallback.js';
import { restart } from './restart.js';
import { signOut } from './sign-out.js';
import { openStage, type World } from './stage.js';
import { summary } from './summary.js';
import { temporary } from './temporary.js';
import { watch } from './watch.js';
import { fallbackMvpd, sisterMvpd } from './world.js';

/** The acts as programs know them, with their headings. */
const acts = {
  'first-start': 'The first start',
  watch: 'What the viewer may watch',
  restart: 'The app is closed, and started again',
  degraded: 'A month later, and a login that is out of order',
  confirm: 'The login works again',
  temporary: 'Ten minutes of football',
  partner: 'On the tablet, with the account in its settings',
  'partner-fallback': 'With an account that is not set up for that',
  'sign-out': "Sign-out, at the viewer's word",
};
type Act = keyof typeof acts;

/**
 * The life of a viewer, from the first start of an app to the sign-out.
 *
 * @throws where an act does not end as it should
 */
export async function tellStory(world: World, surroundings: Surroundings): Promise<void> {
  const names = Object.keys(acts);
  let step: Act = 'first-start';
  const closing: Array<() => void> = [];
  const stage = openStage(world, surroundings, {
    step: () => step,
    atEnd: (close) => closing.push(close),
  });

  async function act<T>(name: Act, device: string, play: () => Promise<T>): Promise<T> {
    step = name;
    stage.screen.heading(`${names.indexOf(name) + 1}  ${acts[name]}`, device);
    try {
      const ended = await play();
      await stage.rest(600);
      return ended;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CommandError(`act “${acts[name]}” did not end as it should: ${why}`);
    }
  }

  async function all(): Promise<void> {
    const television = makeTelevision(world);
    const tablet = makeTablet(stage);
    world.simulator.logoutTogether(fallbackMvpd.id, sisterMvpd.id);
    const first = await act('first-start', television.name, () => firstStart(stage, television));
    await act('watch', television.name, () => watch(stage, first));
    const onTelevision = await act('restart', television.name, () =>
      restart(stage, television, first),
    );
    await act('degraded', television.name, () => degraded(stage, onTelevision));
    await act('confirm', television.name, () => confirm(stage, onTelevision));
    await act('temporary', television.name, () => temporary(stage, onTelevision));
    const onTablet = await act('partner', tablet.name, () => partner(stage, tablet));
    await act('partner-fallback', tablet.name, () => partnerFallback(stage, tablet, onTablet));
    await act('sign-out', 'television and tablet', () =>
      signOut(stage, television, { onTelevision, onTablet }),
    );
  }

  try {
    await all();
  } finally {
    for (const close of closing) close();
  }
  summary(stage);
}
