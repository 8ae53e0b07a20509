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
  /** Epoch milliseconds: the lock is free from `until` on, unless it is asked for again with the same token. */
  readonly acquire: {
    readonly name: string;
    readonly token: string;
    readonly now: number;
    readonly until: number;
  };
  readonly release: { readonly name: string; readonly token: string };
}

interface Held {
  readonly token: string;
  readonly until: number;
}

const itemKey = (name: string): string => `item:${name}`;
const lockKey = (name: string): string => `lock:${name}`;

/** The object that keeps the items of a device, and its locks. */
export function deviceObject(sdk: Sdk, name: string) {
  const { exclusive, shared } = sdk.handlers.object;
  const isPrivate = { ingressPrivate: true };

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
        ctx.genericSend({
          service: name,
          key: ctx.key,
          method: 'expire',
          parameter: { name: item, expiresAt: stored.expiresAt },
          inputSerde: jsonSerde,
          delay: Math.max(life, 0),
        });
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
        const { name: lock, token, now, until } = asked;
        const held = await ctx.get<Held>(lockKey(lock));
        if (held && held.token !== token && held.until > now) return false;
        ctx.set<Held>(lockKey(lock), { token, until });
        return true;
      }),

      release: exclusive({}, async (ctx: ObjectContext, asked: DeviceWire['release']) => {
        const held = await ctx.get<Held>(lockKey(asked.name));
        if (held?.token === asked.token) ctx.clear(lockKey(asked.name));
      }),

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
    },
  });
}
