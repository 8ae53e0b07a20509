import type { Actor } from 'xstate';
import type {
  EntitlementInput,
  EntitlementServicesOptions,
  entitlementMachine,
  PassClient,
  PassClientOptions,
  PassStorage,
  secondScreenMachine,
} from '../../src/index.js';
import type { OpenLogin, Simulator, SimulatorOptions } from '../../src/simulator/index.js';
import type { Platform } from './platform.js';

/** A clock that stands still between the times it is told to go on. */
export interface ScenarioClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Lets this many milliseconds go by, with everything that happens in them. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Has it stand still as long as this holds, until what is given back is called. */
  readonly holdWhile?: (isBusy: () => boolean) => () => void;
}

/** Who says what happens. */
export type Speaker = 'viewer' | 'television' | 'phone' | 'server' | 'time';

/** What is sent to a machine or done by a person, in the order in which it happens. */
export interface Stage {
  readonly clock: ScenarioClock;
  readonly simulator: Simulator;
  /** Of the television. */
  readonly client: PassClient;
  /** What the platform of the television knows of the viewer; may be changed at any time. */
  readonly platform: Platform;
  /** The app on the television, started. */
  readonly tv: Actor<typeof entitlementMachine>;
  /** Of the phone: of the page there, and of an app that the viewer has there too. */
  readonly phoneClient: PassClient;
  readonly phonePlatform: Platform;
  /** The page on the phone, once somebody has opened it. */
  readonly phone: () => Actor<typeof secondScreenMachine> | undefined;
  /** Opens the page on the phone; what was there before is closed. */
  readonly openPhone: () => Actor<typeof secondScreenMachine>;
  /** The login page that is open, on the phone or on the television. */
  readonly login: () => OpenLogin | undefined;
  /** Opens the authentication url in a user agent of the television or of the phone. */
  readonly openLogin: (url: string, on: 'tv' | 'phone') => Promise<OpenLogin>;
  /** Opens the logout url in the user agent of the television, and follows it to its end. */
  readonly openLogout: (url: string) => Promise<string>;
  /** Starts the app anew, as after a restart of the television: the storage is kept. */
  readonly restart: () => Actor<typeof entitlementMachine>;
  /** Says what happens, for whoever reads along. */
  readonly say: (who: Speaker, text: string) => void;
  /** Stops the app and the page on the phone. */
  readonly close: () => void;
}

/** A story that can be told by itself, and played by hand. */
export interface Scenario {
  /** As it stands in links: `missing-parameters`. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what is special, and what to look at. */
  readonly about: string;
  readonly group:
    | 'Sign-in'
    | 'Entitlement'
    | 'Degraded and temporary'
    | 'Single sign-on'
    | 'Sign-out'
    | 'Faults';
  readonly server?: Omit<SimulatorOptions, 'now'>;
  /** Of the television. */
  readonly client?: Partial<PassClientOptions>;
  /** What is undefined here, the app does not have. */
  readonly input?: {
    readonly [Name in keyof EntitlementInput]?: EntitlementInput[Name] | undefined;
  };
  /** Of the television. Default: memory. */
  readonly storage?: () => PassStorage;
  /** In place of what the stage gives: the platform's framework, and a backend that asks the simulator. */
  readonly services?: (stage: {
    readonly simulator: Simulator;
    readonly now: () => number;
  }) => EntitlementServicesOptions;
  /** What the platform of the television knows of the viewer, at first. */
  readonly platform?: Partial<Platform>;
  /** Where the flow of the television runs: on the programmer's servers instead. Default `television`. */
  readonly runsOn?: 'television' | 'backend';
  /** Faults, profiles and switches, before the app starts. */
  readonly prepare?: (simulator: Simulator) => void;
  /** What the viewer does, from the start of the app to the end. @throws where it does not go as it should */
  readonly tell: (stage: Stage) => Promise<void>;
}
