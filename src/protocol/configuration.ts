import { invalid, map, maybeText, reader, text } from './wire.js';
import { isObject } from './enhanced-error.js';

/** A TV provider that viewers of this service provider can have. A missing flag is `false`. */
export interface Mvpd {
  /** What every other call takes as `mvpd`. */
  readonly id: string;
  readonly displayName?: string;
  readonly logoUrl?: string;
  /** A pseudo-MVPD for temporary access; not for the viewer to pick. */
  readonly isTempPass: boolean;
  /** Reached through a proxy MVPD. */
  readonly isProxy: boolean;
  /** How far its partner single sign-on has come. */
  readonly boardingStatus?: string;
  /** Its id at the platform, as in a partner framework's status. */
  readonly platformMappingId?: string;
  readonly enablePlatformServices: boolean;
  readonly displayInPlatformPicker: boolean;
  readonly enforcePlatformPermissions: boolean;
}

/** The answer of E3. Depends on service provider and platform, not on the viewer. */
export interface Configuration {
  readonly requestor: Readonly<Record<string, unknown>>;
  readonly mvpds: readonly Mvpd[];
}

const readWire = /* @__PURE__ */ reader(() => ({ requestor: map() }));

const readMvpd = /* @__PURE__ */ reader(() => ({
  id: text(),
  displayName: maybeText(),
  logoUrl: maybeText(),
  boardingStatus: maybeText(),
  platformMappingId: maybeText(),
}));

const flags = [
  'isTempPass',
  'isProxy',
  'enablePlatformServices',
  'displayInPlatformPicker',
  'enforcePlatformPermissions',
] as const;

/**
 * Reads the body of E3; the MVPDs stand inside `requestor` or beside it (D5).
 *
 * @throws InvalidResponseError with the path of the wrong field.
 */
export function readConfiguration(body: unknown): Configuration {
  const wire = readWire(body);
  const beside = isObject(body) ? body['mvpds'] : undefined;
  const list = beside ?? wire.requestor['mvpds'];
  if (!Array.isArray(list)) throw invalid('mvpds', 'missing or wrong');
  const mvpds = list.map((entry: unknown, index): Mvpd => {
    const read = readMvpd(entry, 'mvpds', String(index)) as Record<string, unknown>;
    for (const flag of flags) read[flag] = read[flag] === true || read[flag] === 'true';
    return read as unknown as Mvpd;
  });
  return { ...wire, mvpds };
}

/** A provider as a partner's framework knows it. */
export interface PartnerProvider {
  /** At the partner: the `platformMappingId` of the MVPD. */
  readonly id: string;
  readonly mvpd: string;
  /** It belongs into the picker of the platform. */
  readonly featured: boolean;
  readonly boardingStatus?: string;
}

/** The MVPDs whose viewers the platform can sign in: what a partner framework is told before it asks. */
export const partnerProviders = ({ mvpds }: Pick<Configuration, 'mvpds'>): PartnerProvider[] =>
  mvpds.flatMap((mvpd) => {
    const { id, platformMappingId, enablePlatformServices, displayInPlatformPicker } = mvpd;
    if (!platformMappingId || !enablePlatformServices) return [];
    const { boardingStatus } = mvpd;
    const provider = { id: platformMappingId, mvpd: id, featured: displayInPlatformPicker };
    return boardingStatus === undefined ? provider : { ...provider, boardingStatus };
  });
