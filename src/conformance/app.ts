import type { Simulator } from '../simulator/index.js';
import type { ConformanceApp, In } from './conformance-app.js';
import type { ConformanceClock } from './clock/clock.js';
import { pause } from './clock/turn.js';
import type { AppState, ConformanceDriver, ConformanceWorld, PlayResult } from './driver.js';
import { check, ConformanceFailure } from './failure.js';
import { ended, SOON } from './patience.js';

type Phase = AppState['phase'];

/** Milliseconds between two looks at what the app shows. */
const GLANCE = 250;

/** An app, and the viewer who uses it. */
export class RunningApp implements ConformanceApp {
  readonly #driver: ConformanceDriver;
  readonly #world: ConformanceWorld;
  readonly #simulator: Simulator;
  readonly #clock: ConformanceClock;

  constructor(
    driver: ConformanceDriver,
    world: ConformanceWorld,
    simulator: Simulator,
    clock: ConformanceClock,
  ) {
    this.#driver = driver;
    this.#world = world;
    this.#simulator = simulator;
    this.#clock = clock;
  }

  #act<T>(name: string, act: () => T | Promise<T>): Promise<T> {
    return ended(this.#clock, `${name}()`, act);
  }

  state(): Promise<AppState> {
    return this.#act('state', () => this.#driver.state());
  }

  signIn(): Promise<void> {
    return this.#act('signIn', () => this.#driver.signIn());
  }

  choose(mvpd: string): Promise<void> {
    return this.#act('choose', () => this.#driver.choose(mvpd));
  }

  userAgentReturned(): Promise<void> {
    return this.#act('userAgentReturned', () => this.#driver.userAgentReturned());
  }

  play(resource: string): Promise<PlayResult> {
    return this.#act('play', () => this.#driver.play(resource));
  }

  signOut(): Promise<void> {
    return this.#act('signOut', () => this.#driver.signOut());
  }

  stop(): Promise<void> {
    return this.#act('stop', () => this.#driver.stop());
  }

  newCode(): Promise<void> {
    return this.#act('newCode', () => this.#driver.newCode?.());
  }

  cancel(): Promise<void> {
    return this.#act('cancel', () => this.#driver.cancel?.());
  }

  preauthorize(resources: readonly string[]): Promise<Readonly<Record<string, boolean>>> {
    return this.#act('preauthorize', () => this.#driver.preauthorize?.(resources) ?? {});
  }

  startTemporaryAccess(mvpd: string): Promise<void> {
    return this.#act('startTemporaryAccess', () => this.#driver.startTemporaryAccess?.(mvpd));
  }

  async reaches<TPhase extends Phase>(...phases: readonly TPhase[]): Promise<In<TPhase>> {
    for (let waited = 0; ; waited += GLANCE) {
      const state = await this.state();
      if ((phases as readonly Phase[]).includes(state.phase)) return state as In<TPhase>;
      if (waited >= 15_000) {
        throw new ConformanceFailure(
          `The app should show ${phases.join(' or ')}, and shows ${JSON.stringify(state)}.`,
        );
      }
      await this.#clock.pass(GLANCE);
      if (waited >= SOON) await pause(10);
    }
  }

  atRest(): Promise<Exclude<AppState, { phase: 'busy' }>> {
    return this.reaches(
      'signedOut',
      'choosing',
      'signingIn',
      'expired',
      'signedIn',
      'signingOut',
      'failed',
    );
  }

  async askForCode(mvpd = 'Cablevision'): Promise<In<'signingIn' | 'signedIn'>> {
    await this.atRest();
    await this.signIn();
    const state = await this.reaches('choosing', 'signingIn', 'signedIn');
    if (state.phase !== 'choosing') return state;
    await this.choose(mvpd);
    return this.reaches('signingIn', 'signedIn');
  }

  async logInWith(code: string, mvpd = 'Cablevision'): Promise<void> {
    const { domainName, redirectUrl, screen } = this.#world;
    await this.#simulator.viewer.signIn({ code, mvpd, domainName, redirectUrl });
    if (screen === 'primary') await this.userAgentReturned();
  }

  async logIn(mvpd = 'Cablevision'): Promise<In<'signedIn'>> {
    const state = await this.askForCode(mvpd);
    if (state.phase === 'signedIn') return state;
    await this.logInWith(state.code, mvpd);
    return this.reaches('signedIn');
  }

  async logOut(): Promise<void> {
    await this.signOut();
    const state = await this.reaches('signingOut', 'signedOut');
    if (state.phase === 'signedOut') return;
    if (state.url !== undefined) await this.#simulator.viewer.signOut(state.url);
    await this.userAgentReturned();
    await this.reaches('signedOut');
  }

  async watches(resource: string): Promise<void> {
    const { result, text = '' } = await this.play(resource);
    check(
      result === 'permitted',
      `play('${resource}') should be permitted, and is ${result}${text && `: ${text}`}.`,
    );
  }
}
