import { createActor } from 'xstate';
import {
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  memoryStorage,
  secondScreenMachine,
  secondScreenServices,
} from '../../src/index.js';
import { compact } from '../../src/protocol/compact.js';
import { createSimulator, type OpenLogin } from '../../src/simulator/index.js';
import { clientOf, parameters, phone, television } from './devices.js';
import { helpersOf } from './helpers.js';
import { identityOf, nobody, type Platform } from './platform.js';
import type { Scenario, ScenarioClock, Stage } from './scenario.js';
import type { Watch } from './watch.js';
import { wireTo } from './wire.js';

/** What a scenario is played with. */
export interface StageOptions extends Watch {
  readonly clock: ScenarioClock;
}

/**
 * Sets a scenario up: a server in memory, and the app on the television, which is started. Nothing
 * happens then but by the viewer, and by the clock.
 *
 * @example
 * ```ts
 * const clock = scenarioClock();
 * const stage = openStage(scenario, { clock });
 * await scenario.tell(stage);
 * stage.close();
 * clock.restore();
 * ```
 */
export function openStage(scenario: Scenario, { clock, ...watch }: StageOptions): Stage {
  const { now } = clock;
  const simulator = createSimulator({
    // It allows one request a second, which no viewer exceeds; but here the hours are short.
    throttle: false,
    ...scenario.server,
    now,
    onRequest(entry) {
      wire.settled(entry);
      scenario.server?.onRequest?.(entry);
      watch.onRequest?.(entry);
    },
  });
  const platform: Platform = { ...nobody, ...scenario.platform };
  const storage = (scenario.storage ?? memoryStorage)();
  const observed = watch.inspect && { inspect: watch.inspect };
  const wire = wireTo(simulator);
  const letGo = clock.holdWhile?.(wire.isBusy);
  const fetchOf = (from: 'television' | 'phone') => watch.fetch?.(wire.fetch, from) ?? wire.fetch;

  function startTv() {
    const client = clientOf({
      device: television,
      storage,
      fetch: fetchOf('television'),
      now,
      sso: () => identityOf(platform, now),
      tempPassIdentity: () => platform.temporaryIdentity,
      ...(scenario.runsOn === 'backend' && { forwardedFor: '203.0.113.7' }),
      ...scenario.client,
    });
    const services = {
      ...helpersOf(simulator, platform, now, watch.onHelp),
      ...scenario.services?.({ simulator, now }),
    };
    const machine = entitlementMachine.provide({ actors: entitlementServices(client, services) });
    const tv = createActor(machine, {
      id: 'television',
      input: compact({ screen: 'primary', ...parameters, ...scenario.input }) as EntitlementInput,
      ...observed,
    });
    tv.start();
    return { client, tv };
  }

  scenario.prepare?.(simulator);
  const phonePlatform: Platform = { ...nobody };
  const phoneClient = clientOf({
    device: phone,
    fetch: fetchOf('phone'),
    now,
    sso: () => identityOf(phonePlatform, now),
  });
  let running = startTv();
  let page: ReturnType<Stage['openPhone']> | undefined;
  let login: OpenLogin | undefined;

  return {
    clock,
    simulator,
    platform,
    phoneClient,
    phonePlatform,
    get client() {
      return running.client;
    },
    get tv() {
      return running.tv;
    },
    phone: () => page,
    openPhone() {
      page?.stop();
      const machine = secondScreenMachine.provide({ actors: secondScreenServices(phoneClient) });
      page = createActor(machine, { id: 'phone', input: {}, ...observed });
      page.start();
      return page;
    },
    login: () => login,
    async openLogin(url, on) {
      watch.onUserAgent?.(on);
      const opened = await simulator.viewer.open(url);
      const act = async <T>(done: Promise<T>): Promise<T> => {
        watch.onUserAgent?.(on);
        const result = await done;
        login = undefined;
        return result;
      };
      login = {
        ...opened,
        submit: (credentials) => act(opened.submit(credentials)),
        cancel: () => act(opened.cancel()),
      };
      return login;
    },
    async openLogout(url) {
      watch.onUserAgent?.('tv');
      return simulator.viewer.signOut(url);
    },
    restart() {
      running.tv.stop();
      running = startTv();
      return running.tv;
    },
    say: (who, text) => watch.onSay?.(who, text),
    close() {
      running.tv.stop();
      page?.stop();
      letGo?.();
    },
  };
}
