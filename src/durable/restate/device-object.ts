import type { ObjectContext, ObjectSharedContext } from '@restatedev/restate-sdk/node';
import { retryPolicy, type Sdk } from './sdk.js';
import { jsonSerde } from './wire.js';

/** An item as it is stored. */
export interface StoredItem {
  readonly value: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** What the handlers of a device take. */
export interface DeviceWire {
  readonly read: { readonly name: string };
  /** `life`: milliseconds until it expires. */
  readonly write: StoredItem & { readonly name: string; readonly life?: number };
  readonly remove: { readonly name: string };
  readonly take: { readonly name: string };
  /** `lease`: milliseconds after which the lock is free, unless it is asked for again with the same token. */
  readonly acquire: { readonly name: string; readonly token: string; readonly lease: number };
  readonly release: { readonly name: string; readonly token: string };
}

interface Held {
  readonly token: string;
  readonly beat: number;
}

const itemKey = (name: string): string => `item:${name}`;
const lockKey = (name: string): string => `lock:${name}`;

/** The object that keeps the items of a device, and its locks. Both end by timers of the engine: no clock is compared. */
export function deviceObject(sdk: Sdk, name: string) {
  const { exclusive, shared } = sdk.handlers.object;
  const isPrivate = { ingressPrivate: true };

  const later = (ctx: ObjectContext, method: string, parameter: unknown, delay: number) =>
    ctx.genericSend({
      service: name,
      key: ctx.key,
      method,
      parameter,
      inputSerde: jsonSerde,
      delay,
    });

  return sdk.object({
    name,
    handlers: {
      read: shared({}, (ctx: ObjectSharedContext, asked: DeviceWire['read']) =>
        ctx.get<StoredItem>(itemKey(asked.name)),
      ),

      write: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['write']) => {
        const { name: item, life, ...stored } = asked;
        ctx.set(itemKey(item), stored);
        if (life === undefined) return;
        later(ctx, 'expire', { name: item, expiresAt: stored.expiresAt }, Math.max(life, 0));
      }),

      remove: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['remove']) => {
        ctx.clear(itemKey(asked.name));
      }),

      take: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['take']) => {
        const item = await ctx.get<StoredItem>(itemKey(asked.name));
        if (item) ctx.clear(itemKey(asked.name));
        return item;
      }),

      /** Gives whether the lock is the caller's now. */
      acquire: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['acquire']) => {
        const { name: lock, token, lease } = asked;
        const held = await ctx.get<Held>(lockKey(lock));
        if (held && held.token !== token) return false;
        const beat = (held?.beat ?? 0) + 1;
        ctx.set<Held>(lockKey(lock), { token, beat });
        later(ctx, 'lapse', { name: lock, token, beat }, lease);
        return true;
      }),

      release: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['release']) => {
        const held = await ctx.get<Held>(lockKey(asked.name));
        if (held?.token === asked.token) ctx.clear(lockKey(asked.name));
      }),

      lapse: exclusive(
        isPrivate,
        async (ctx: ObjectContext, asked: Held & { readonly name: string }) => {
          const held = await ctx.get<Held>(lockKey(asked.name));
          if (held?.token === asked.token && held.beat === asked.beat)
            ctx.clear(lockKey(asked.name));
        },
      ),

      expire: exclusive(
        isPrivate,
        async (ctx: ObjectContext, asked: { name: string; expiresAt: number }) => {
          const item = await ctx.get<StoredItem>(itemKey(asked.name));
          // One that was written since lives on.
          if (item?.expiresAt === asked.expiresAt) ctx.clear(itemKey(asked.name));
        },
      ),
    },
    options: {
      journalRetention: 0,
      idempotencyRetention: 60_000,
      retryPolicy,
      enableLazyState: true,
    },
  });
}
