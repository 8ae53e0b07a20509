import {
  type EntitlementView,
  entitlementView,
  type LogoutView,
  type PartnerAuthenticationView,
  type PlayView,
  type SecondScreenView,
  secondScreenView,
} from '../../../src/index.js';
import type { Stage } from '../scenario.js';

type View<P extends EntitlementView['phase']> = Extract<EntitlementView, { phase: P }>;
type SignIn<P> = Extract<PartnerAuthenticationView, { phase: P }>;

/** Milliseconds that a step may take when nobody has to think. */
const PATIENCE = 60_000;

/** Milliseconds between two looks. */
const GLANCE = 250;

/** Ends a story that does not go as it should. @throws Error */
export function should(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

export const viewOf = (stage: Stage): EntitlementView => entitlementView(stage.tv.getSnapshot());

export const phaseOf = (stage: Stage): EntitlementView['phase'] => viewOf(stage).phase;

/** Lets time pass until there is what is looked for. @throws Error with what there was instead */
async function seen<T>(
  { clock }: Stage,
  look: () => T | undefined,
  expected: string,
  found: () => string,
): Promise<T> {
  await clock.pass(0);
  for (const end = clock.now() + PATIENCE; ;) {
    const there = look();
    if (there !== undefined) return there;
    if (clock.now() >= end) throw new Error(`There should be ${expected}, not ${found()}`);
    await clock.pass(GLANCE);
  }
}

/** Waits for a phase of the app on the television. @throws Error where it does not come */
export const reached = <P extends EntitlementView['phase']>(
  stage: Stage,
  phase: P,
): Promise<View<P>> =>
  seen(
    stage,
    () => {
      const view = viewOf(stage);
      return view.phase === phase ? (view as View<P>) : undefined;
    },
    phase,
    () => JSON.stringify(viewOf(stage)),
  );

/** Waits for a phase of the sign-in on the television. @throws Error where it does not come */
export const signIn = <P extends PartnerAuthenticationView['phase']>(
  stage: Stage,
  phase: P,
): Promise<SignIn<P>> =>
  seen(
    stage,
    () => {
      const view = viewOf(stage);
      if (view.phase !== 'authenticating') return undefined;
      const { authentication } = view;
      return authentication.phase === phase ? (authentication as SignIn<P>) : undefined;
    },
    `a sign-in in ${phase}`,
    () => JSON.stringify(viewOf(stage)),
  );

/** Waits for a phase of the logout on the television. @throws Error where it does not come */
export const signOut = <P extends LogoutView['phase']>(
  stage: Stage,
  phase: P,
): Promise<Extract<LogoutView, { phase: P }>> =>
  seen(
    stage,
    () => {
      const view = viewOf(stage);
      if (view.phase !== 'loggingOut' || view.logout.phase !== phase) return undefined;
      return view.logout as Extract<LogoutView, { phase: P }>;
    },
    `a logout in ${phase}`,
    () => JSON.stringify(viewOf(stage)),
  );

/** Waits for a phase of the page on the phone. @throws Error where it does not come */
export const phone = <P extends SecondScreenView['phase']>(
  stage: Stage,
  phase: P,
): Promise<Extract<SecondScreenView, { phase: P }>> => {
  const view = () => {
    const page = stage.phone();
    should(page !== undefined, 'Nobody has opened the page on the phone');
    return secondScreenView(page.getSnapshot());
  };
  return seen(
    stage,
    () => {
      const now = view();
      return now.phase === phase ? (now as Extract<SecondScreenView, { phase: P }>) : undefined;
    },
    `${phase} on the phone`,
    () => JSON.stringify(view()),
  );
};

/** Waits for the end of a play request. @throws Error where it is another one */
export const played = <P extends PlayView['phase']>(
  stage: Stage,
  resource: string,
  phase: P,
): Promise<Extract<PlayView, { phase: P }>> =>
  seen(
    stage,
    () => {
      const play = viewOf(stage).plays.find((one) => one.resource === resource);
      return play?.phase === phase ? (play as Extract<PlayView, { phase: P }>) : undefined;
    },
    `${resource}, ${phase}`,
    () => JSON.stringify(viewOf(stage).plays),
  );
