/** What a link asks for. */
export interface SharedLink {
  readonly scenario?: string;
  /** Seconds after the start, up to which the story is told at once. */
  readonly at?: number;
  /** How many lines of the sequence there are by then: the very moment, whatever its time. */
  readonly step?: number;
}

/** A day: what is later takes long to tell. */
const LATEST = 40 * 86_400;

/** Reads `#scenario=code-expires&step=40`, and `?embed=code-expires&step=40`. */
export function readLink(query: string): SharedLink {
  const given = new URLSearchParams(query.replace(/^[#?]/, ''));
  const scenario = given.get('scenario') ?? given.get('embed');
  const step = Math.trunc(Number(given.get('step') ?? Number.NaN));
  const at = Number(given.get('at') ?? Number.NaN);
  return {
    ...(scenario !== null && { scenario }),
    ...(at > 0 && { at: Math.min(at, LATEST) }),
    ...(step > 0 && { step }),
  };
}

/** A link to a scenario, and to a moment of its story. */
export function linkTo(page: string, { scenario = '', at, step }: SharedLink): string {
  const wanted = new URLSearchParams({
    scenario,
    ...(at !== undefined && { at: String(at) }),
    ...(step !== undefined && { step: String(step) }),
  });
  return `${page.replace(/#.*$/, '')}#${wanted.toString()}`;
}
