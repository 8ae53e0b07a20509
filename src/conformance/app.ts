import type { Simulator } from '../simulator/index.js';
import type { ConformanceClock } from './clock/clock.js';
import type { AppState, ConformanceDriver, ConformanceWorld, PlayResult } from './driver.js';
import { check, ConformanceFailure } from './failure.js';
import { ended } from './patience.js';

type Phase = AppState['phase'];

type In<TPhase extends Phase> = Extract<AppState, { phase: TPhase }>;

/** Milliseconds between two looks at what the app shows. */
const GLANCE = 250;

/** The app, as a case uses it. Every act fails after a while of waiting. */
export class ConformanceApp {
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

  /** Waits until the app shows one of these, for at most 15 seconds. */
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
    }
  }

  /** Leaves `busy`. */
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

  /** Asks to sign in, and picks the TV provider where it has to be picked. */
  async askForCode(mvpd = 'Cablevision'): Promise<In<'signingIn' | 'signedIn'>> {
    await this.atRest();
    await this.signIn();
    const state = await this.reaches('choosing', 'signingIn', 'signedIn');
    if (state.phase !== 'choosing') return state;
    await this.choose(mvpd);
    return this.reaches('signingIn', 'signedIn');
  }

  /** What the viewer does with a code, up to the return of the user agent. */
  async logInWith(code: string, mvpd = 'Cablevision'): Promise<void> {
    const { domainName, redirectUrl, screen } = this.#world;
    await this.#simulator.viewer.signIn({ code, mvpd, domainName, redirectUrl });
    if (screen === 'primary') await this.userAgentReturned();
  }

  /** Signs in, up to what the app shows then. */
  async logIn(mvpd = 'Cablevision'): Promise<In<'signedIn'>> {
    const state = await this.askForCode(mvpd);
    if (state.phase === 'signedIn') return state;
    await this.logInWith(state.code, mvpd);
    return this.reaches('signedIn');
  }

  /** Signs out, in the user agent where the app opens one. */
  async logOut(): Promise<void> {
    await this.signOut();
    const state = await this.reaches('signingOut', 'signedOut');
    if (state.phase === 'signedOut') return;
    if (state.url !== undefined) await this.#simulator.viewer.signOut(state.url);
    await this.userAgentReturned();
    await this.reaches('signedOut');
  }

  /** Plays what the viewer may see. */
  async watches(resource: string): Promise<void> {
    const { result, text = '' } = await this.play(resource);
    check(
      result === 'permitted',
      `play('${resource}') should be permitted, and is ${result}${text && `: ${text}`}.`,
    );
  }
}
