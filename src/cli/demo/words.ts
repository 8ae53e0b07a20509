// oxlint-disable typescript/no-unsafe-type-assertion -- A view is told from its phase, which the type of a generic one cannot say.
import type {
  EntitlementView,
  LogoutView,
  PartnerAuthenticationView,
  PlayView,
} from '../../index.js';
import type { Narration, Part, Told } from '../flow.js';

/** Columns for what stands on the left: `temporary_access_over` below a play request is the longest. */
export const MARGIN = 27;

/** What an act says of the views that its app renders; the rest goes without saying. */
export interface Words extends Omit<Narration<EntitlementView>, 'authenticating' | 'loggingOut'> {
  readonly authenticating?: Narration<PartnerAuthenticationView>;
  readonly loggingOut?: Narration<LogoutView>;
  /** Signed in, while the server is asked. */
  readonly unconfirmed?: Narration<EntitlementView>['authenticated'];
  readonly play?: Narration<PlayView>;
  readonly preauthorizing?: () => Told;
  readonly marks?: (marks: EntitlementView['marks']) => Told;
}

interface Inner {
  readonly phase: string;
}

/** What a view says within its phase: the view of the sign-in or the sign-out that runs, or itself. */
export function innermost(view: EntitlementView): Inner {
  if (view.phase === 'authenticating') return view.authentication;
  if (view.phase === 'loggingOut') return view.logout;
  return view;
}

/** The parts of a view that an app renders: each play request, the marks, and the phase, which may follow from them. */
export function partsOf(view: EntitlementView, words: Words): readonly Part[] {
  return [...plays(view, words), ...marks(view, words), main(view, words)];
}

function main(view: EntitlementView, words: Words): Part {
  const { phase } = view;
  if (view.phase === 'authenticated' && !view.confirmed)
    return { name: 'phase', label: phase, inner: 'unconfirmed', told: words.unconfirmed?.(view) };
  const inner = innermost(view);
  const isNested = inner !== view;
  const narration = isNested ? words[phase as 'authenticating'] : words;
  const told = tell(narration, inner);
  return { name: 'phase', label: phase, ...(isNested && { inner: inner.phase }), told };
}

function marks({ preauthorizing, marks: known }: EntitlementView, words: Words): Part[] {
  if (preauthorizing) {
    return [{ name: 'marks', label: 'preauthorizing', told: words.preauthorizing?.() }];
  }
  const isEmpty = Object.keys(known).length === 0;
  return isEmpty ? [] : [{ name: 'marks', label: 'marks', told: words.marks?.(known) }];
}

const plays = (view: EntitlementView, words: Words): Part[] =>
  view.plays.map((play) => {
    const label = `play ${play.resource}`;
    return { name: label, label, inner: play.phase, told: tell(words.play, play) };
  });

const tell = (narration: object | undefined, view: Inner): Told | undefined =>
  (narration as Record<string, ((view: Inner) => Told | undefined) | undefined> | undefined)?.[
    view.phase
  ]?.(view);
