import type { Json, SeenSnapshot } from '../../../../src/inspect/index.js';
import type { ChartSource } from '../chart/source.js';

/** An actor as the page shows it. */
export interface ShownActor {
  readonly sessionId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly src?: string;
  /** Of a machine: what its chart is drawn from. */
  readonly chart?: ChartSource;
  /** `lost` where it was alive when its device went. */
  readonly status: SeenSnapshot['status'] | 'not started' | 'lost';
  readonly value?: Json;
  /** The transitions that led here. */
  readonly taken: readonly string[];
  readonly snapshot?: () => SeenSnapshot | undefined;
  /** Of an app that is attached: the device that it runs on. */
  readonly device?: string;
  /** Of an app that is attached: whether it takes events. Missing where it does not say. */
  readonly acceptsEvents?: boolean;
}

/** The paths of the active states of a value: `checking`, `checking.asking`. */
export function activePaths(value: Json | undefined, above = ''): readonly string[] {
  if (typeof value === 'string') return [above + value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    [above + name].concat(activePaths(inner, `${above}${name}.`)),
  );
}

/** Those that have no active state in them: `checking.asking`. */
export function innermostPaths(value: Json | undefined): readonly string[] {
  const paths = activePaths(value);
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
}

/** Without the regions that have no states: where they are, they always are. */
function withoutStill(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, inner]) => typeof inner !== 'object' || inner === null || Object.keys(inner).length > 0,
    ),
  );
}

/** Where a machine stands, in words: `authenticating.polling`. */
export const placeOf = (value: Json | undefined): string =>
  innermostPaths(withoutStill(value)).join(', ');

/** Where an actor stands, and that it does no more: `cancelled, done`, `not started`. */
export const whereabouts = ({ value, status }: ShownActor): string =>
  [placeOf(value), status === 'active' ? '' : status].filter(Boolean).join(', ') || status;
