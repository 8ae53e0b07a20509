import * as z from 'zod/mini';
import { partnerFrameworkStatus } from '../protocol/partner.js';
import { lazy } from '../protocol/wire.js';

/** Characters of a name or an id at most. */
const NAME = 256;
/** Parts that a device tells of itself at most. */
const PARTS = 32;

const name = () => z.string().check(z.minLength(1), z.maxLength(NAME));

/** What a device tells of itself: goes to Adobe as `X-Device-Info`. */
export const deviceInfo = /* @__PURE__ */ lazy(() =>
  z
    .record(name(), z.union([z.string().check(z.maxLength(NAME)), z.number(), z.boolean()]))
    .check(z.refine((info) => Object.keys(info).length <= PARTS)),
);

/** The body that begins a flow. */
export const flowToStart = /* @__PURE__ */ lazy(() =>
  z.object({
    machine: name(),
    input: z.optional(z.record(z.string(), z.unknown())),
    device: z.optional(
      z.object({
        id: z.optional(name()),
        info: z.optional(deviceInfo()),
        /** The app answers what flows ask the partner framework of its platform. */
        partnerFramework: z.optional(z.boolean()),
      }),
    ),
  }),
);

/** An event, as the machine of the flow takes it. */
const event = /* @__PURE__ */ lazy(() => z.looseObject({ type: name() }));

const seq = () => z.int().check(z.minimum(0));

/** The body that sends an event: the event itself, or one with the `seq` that it is meant for. */
export const eventToSend = /* @__PURE__ */ lazy(() =>
  z.union([event(), z.object({ event: event(), ifSeq: z.optional(seq()) })]),
);

/** The body that asks for a media token. */
export const mediaTokenToTake = /* @__PURE__ */ lazy(() =>
  z.object({ resource: z.optional(name()) }),
);

/** What a flow asks the partner framework of the app: its status, or an answer to a SAML request. */
export const partnerQuestion = /* @__PURE__ */ lazy(() =>
  z.object({
    id: z.string(),
    kind: z.enum(['status', 'authenticate']),
    /** Those that the framework may offer. */
    providers: z.optional(
      z.readonly(
        z.array(
          z.object({
            id: z.string(),
            mvpd: z.string(),
            featured: z.boolean(),
            boardingStatus: z.optional(z.string()),
          }),
        ),
      ),
    ),
    request: z.optional(z.looseObject({ type: z.string(), request: z.string() })),
  }),
);

/** What the framework has answered. */
export const partnerAnswer = /* @__PURE__ */ lazy(() =>
  z.object({
    /** The `id` of the question. */
    question: name(),
    /** It has failed, or there is none. */
    failed: z.optional(z.boolean()),
    status: z.nullish(partnerFrameworkStatus()),
    samlResponse: z.nullish(z.string()),
  }),
);

/** How a flow stands. */
export const flowState = /* @__PURE__ */ lazy(() =>
  z.object({ id: z.string(), seq: seq(), view: z.looseObject({ phase: z.string() }) }),
);

/** What a backend verifies before it releases a stream. */
export const mediaToken = /* @__PURE__ */ lazy(() =>
  z.looseObject({
    resource: z.string(),
    serializedToken: z.string(),
    notBefore: z.optional(z.number()),
    notAfter: z.number(),
  }),
);

/** Why something was not done (RFC 9457). */
export const problem = /* @__PURE__ */ lazy(() =>
  z.object({
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.optional(z.array(z.string())),
  }),
);
