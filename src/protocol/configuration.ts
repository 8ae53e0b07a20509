import * as z from 'zod/mini';
import { flag, lazy, type Read, read, type TellOddity, text } from './wire.js';

const mvpd = () =>
  z.object({
    /** What every other call takes as `mvpd`. */
    id: text(),
    displayName: z.optional(text()),
    /** Absolute, and safe to show. */
    logoUrl: z.optional(text()),
    /** A pseudo-MVPD for temporary access; not for the viewer to pick. */
    isTempPass: flag(),
    /** Reached through a proxy MVPD. */
    isProxy: flag(),
    /** How far its partner single sign-on has come. */
    boardingStatus: z.optional(text()),
    /** Its id at the platform, as in a partner framework's status. */
    platformMappingId: z.optional(text()),
    enablePlatformServices: flag(),
    displayInPlatformPicker: flag(),
    enforcePlatformPermissions: flag(),
    authPerAggregator: flag(),
    authPerBrowserSession: flag(),
    passiveAuthnEnabled: flag(),
  });

/** A TV provider that viewers of this service provider can have. A missing flag is `false`. */
export type Mvpd = Read<typeof mvpd>;

export const configurationMessage = /* @__PURE__ */ lazy(() =>
  z.pipe(
    z.object({
      requestor: z.optional(
        z.object({
          id: z.optional(text()),
          name: z.optional(text()),
          domains: z.optional(z.array(z.object({ name: text(), mvpdInitiated: flag() }))),
          mvpds: z.optional(z.array(mvpd())),
        }),
      ),
      mvpds: z.optional(z.array(mvpd())),
      device: z.optional(text()),
      clientType: z.optional(text()),
      os: z.optional(text()),
      platform: z.optional(text()),
      platformCategory: z.optional(text()),
      sdkType: z.optional(text()),
    }),
    // Inside the requestor or beside it (D5).
    z.transform(({ requestor: { mvpds: inside, ...requestor } = {}, ...beside }, ctx) => {
      const { mvpds = inside } = beside;
      if (mvpds) return { ...beside, requestor, mvpds };
      ctx.issues.push({ code: 'custom', input: {}, path: ['mvpds'], message: 'a list' });
      return z.NEVER;
    }),
  ),
);

/** The answer of E3. Depends on service provider and platform, not on the viewer. */
export type Configuration = Read<typeof configurationMessage>;

/**
 * Reads the body of E3.
 *
 * @param toUrl Makes a URL of the answer absolute and refuses unsafe ones.
 * @throws ForeignAnswerError with the path of the wrong place.
 */
export function readConfiguration(
  body: unknown,
  toUrl: (url: string) => string,
  tell?: TellOddity,
): Configuration {
  const answered = read(configurationMessage, body, tell);
  const mvpds = answered.mvpds.map(({ logoUrl, ...entry }): Mvpd => {
    try {
      if (logoUrl !== undefined) return { ...entry, logoUrl: toUrl(logoUrl) };
    } catch {
      tell?.(`${entry.id}.logoUrl`, 'a URL that is safe to open');
    }
    return entry;
  });
  return { ...answered, mvpds };
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
  mvpds.flatMap((entry) => {
    const { id, platformMappingId, enablePlatformServices, displayInPlatformPicker } = entry;
    if (!platformMappingId || !enablePlatformServices) return [];
    const { boardingStatus } = entry;
    const provider = { id: platformMappingId, mvpd: id, featured: displayInPlatformPicker };
    return boardingStatus === undefined ? provider : { ...provider, boardingStatus };
  });
