/** An endpoint, by its number in the guide of the client. */
export type Endpoint =
  | 'E1'
  | 'E2'
  | 'E3'
  | 'E4'
  | 'E5'
  | 'E6'
  | 'E8'
  | 'E9'
  | 'E10'
  | 'E11'
  | 'E12'
  | 'E13'
  | 'E14'
  | 'E15'
  | 'E16'
  | 'E17'
  | 'E18'
  | 'E19'
  | 'E20'
  | 'E21'
  | 'E22'
  | 'E23';

/**
 * A part of an answer that can't be read, or a value of the app's that can't be sent, and was left out;
 * everything else goes on. For the developer of the app, not for the viewer.
 */
export interface Oddity {
  readonly endpoint: Endpoint;
  /** Where it stands: in the answer, as `requestor.mvpds.0.id`, or in the options, as `visitorId`. */
  readonly path: string;
  /** What should stand there. */
  readonly expected: string;
}

/** Oddities remembered, so that each is told once. */
const KEPT = 500;

/** Tells of each oddity once. What the app's function throws changes nothing. */
export function tellOnce(
  onOddity: ((oddity: Oddity) => void) | undefined,
): (endpoint: Endpoint, path: string, expected: string) => void {
  const told = new Set<string>();
  return (endpoint, path, expected) => {
    const name = `${endpoint} ${path}`;
    if (!onOddity || told.has(name) || told.size >= KEPT) return;
    told.add(name);
    try {
      onOddity({ endpoint, path, expected });
    } catch {
      // An observer breaks no call.
    }
  };
}
