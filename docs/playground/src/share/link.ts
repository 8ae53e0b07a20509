/** What a link asks for. */
export interface SharedLink {
  readonly scenario?: string;
  /** Seconds after the start, up to which the story is told at once. */
  readonly at?: number;
}

/** A day: what is later takes long to tell. */
const LATEST = 40 * 86_400;

/** Reads `#scenario=code-expires&at=120`. */
export function readLink(hash: string): SharedLink {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const scenario = given.get('scenario');
  const at = Number(given.get('at') ?? Number.NaN);
  return {
    ...(scenario !== null && { scenario }),
    ...(at > 0 && { at: Math.min(at, LATEST) }),
  };
}

/** A link to a scenario, and to a time in its story. */
export function linkTo(page: string, { scenario = '', at }: SharedLink): string {
  const wanted = new URLSearchParams({ scenario, ...(at !== undefined && { at: String(at) }) });
  return `${page.replace(/#.*$/, '')}#${wanted.toString()}`;
}
