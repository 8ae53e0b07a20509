import type {
  AuthenticationEvent,
  AuthenticationInput,
  AuthenticationView,
  AuthorizationEvent,
  AuthorizationInput,
  AuthorizationView,
  EntitlementEvent,
  EntitlementInput,
  EntitlementView,
  LogoutEvent,
  LogoutInput,
  LogoutView,
  PartnerAuthenticationEvent,
  PartnerAuthenticationInput,
  PartnerAuthenticationView,
  PreauthorizationEvent,
  PreauthorizationInput,
  PreauthorizationView,
  SecondScreenEvent,
  SecondScreenInput,
  SecondScreenView,
} from '../../machines/index.js';

interface Types<Input, View, Event> {
  readonly input: Input;
  readonly view: View;
  readonly event: Event;
}

/** What the machines of a service take and show, by their names there. */
export interface RemoteMachines {
  readonly entitlement: Types<EntitlementInput, EntitlementView, EntitlementEvent>;
  readonly authentication: Types<AuthenticationInput, AuthenticationView, AuthenticationEvent>;
  readonly partnerAuthentication: Types<
    PartnerAuthenticationInput,
    PartnerAuthenticationView,
    PartnerAuthenticationEvent
  >;
  readonly preauthorization: Types<
    PreauthorizationInput,
    PreauthorizationView,
    PreauthorizationEvent
  >;
  readonly authorization: Types<AuthorizationInput, AuthorizationView, AuthorizationEvent>;
  readonly logout: Types<LogoutInput, LogoutView, LogoutEvent>;
  readonly secondScreen: Types<SecondScreenInput, SecondScreenView, SecondScreenEvent>;
}

/** The name of a machine on a service. */
export type RemoteMachine = keyof RemoteMachines;

/** What is shown until the service has told how the flow stands. */
export interface Connecting {
  readonly phase: 'connecting';
}

/** Hears of a flow; each part may be left out. */
export interface ViewObserver<View> {
  readonly next?: (view: View) => void;
  /** The flow can't go on. */
  readonly error?: (error: unknown) => void;
  /** The flow has ended. */
  readonly complete?: () => void;
}

/** What a UI needs of a flow, wherever it runs. */
export interface ViewFlow<View, Event> {
  /** What to render now. */
  getSnapshot(): View | Connecting;
  /** Calls back with each new view, as an actor of XState does with each new snapshot. */
  subscribe(observer: ((view: View | Connecting) => void) | ViewObserver<View | Connecting>): {
    unsubscribe(): void;
  };
  /**
   * Sends an event. What it gives may be ignored: it resolves when the event has arrived, and rejects where
   * it was refused.
   */
  send(event: Event): Promise<void>;
  /** Ends the listening; the flow itself goes on where it runs on a server. */
  stop(): void;
}
