import type { AnyActorLogic } from 'xstate';
import * as z from 'zod/mini';
import { createPassClient } from '../client/client.js';
import type { PassClientOptions } from '../client/options.js';
import type { PassClient } from '../client/pass-client.js';
import { deviceItems, type ItemStore } from '../durable/items.js';
import { createConfigurations } from '../durable/shared-configuration.js';
import { refuse } from '../errors/invalid-input-error.js';
import { lazy } from '../protocol/wire.js';
import { type AboutDevice, callsOf } from './calls.js';
import { offerOf, type ServiceHooks } from './catalogue.js';
import { Lru } from './lru.js';
import type { Metrics } from './metrics.js';
import { partnerFrameworkOf } from './partner-framework.js';
import type { PartnerQuestions } from './partner-questions.js';
import { deviceInfo } from './schemas.js';

/** What the clients of all devices have in common. */
export type ServiceClientOptions = Omit<
  PassClientOptions,
  'device' | 'storage' | 'mediaTokens' | 'forwardedFor'
>;

/** What is stored of a device under this name. */
const ABOUT = 'about';

const aboutItem = /* @__PURE__ */ lazy(() =>
  z.object({
    id: z.string(),
    info: z.optional(deviceInfo()),
    address: z.optional(z.string()),
    partnerFramework: z.optional(z.boolean()),
  }),
);

interface Device {
  readonly client: PassClient;
  /** By machine; by flow where they are of one flow alone. */
  readonly services: Lru<Readonly<Record<string, AnyActorLogic>>>;
  about: Promise<AboutDevice> | undefined;
  /** Epoch milliseconds: another process may have learnt news by then. */
  aboutUntil: number;
}

/** Machines and flows of a device whose services are kept. */
const SERVICES = 20;

/** Milliseconds that what a device has told is kept in memory. */
const LIFE = 60_000;

/** The devices that this process has to do with; of one that it has forgotten, everything is stored. */
export class Devices {
  readonly #known: Lru<Device>;
  readonly #options: DevicesOptions;
  readonly #configurations = createConfigurations();

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#known = new Lru(options.most);
  }

  clientOf(key: string): PassClient {
    return this.#device(key).client;
  }

  /** What a flow of this device invokes; kept, since making it costs more than a step. */
  servicesOf(key: string, machine: string, flow: string): Readonly<Record<string, AnyActorLogic>> {
    const { client, services } = this.#device(key);
    const offer = offerOf(machine);
    if (!offer) return {};
    return services.take(offer.asksPartner ? `${machine} ${flow}` : machine, () => {
      const partnerFramework = partnerFrameworkOf(
        this.#options.questions,
        { device: key, flow },
        // Read anew: another process may have begun the flow.
        async () => (await this.#read(key)).partnerFramework === true,
      );
      return offer.services(client, { ...this.#options.hooks, partnerFramework });
    });
  }

  /** Keeps what a device tells of itself, where that is news. */
  async learn(key: string, told: AboutDevice): Promise<void> {
    const device = this.#device(key);
    const known = await this.#about(key, device).catch(() => undefined);
    const about: AboutDevice = {
      id: told.id,
      info: told.info ?? known?.info,
      address: told.address ?? known?.address,
      partnerFramework: told.partnerFramework ?? known?.partnerFramework,
    };
    const text = JSON.stringify(about);
    if (known && JSON.stringify(known) === text) return;
    await this.#options.items.write(key, ABOUT, text);
    device.about = Promise.resolve(about);
    device.aboutUntil = Date.now() + LIFE;
  }

  #device(key: string): Device {
    return this.#known.take(key, () => {
      const about = () => this.#about(key, device);
      const { client, items, fetch, metrics } = this.#options;
      const device: Device = {
        client: createPassClient({
          ...client,
          device: { id: key },
          ...deviceItems(items, key),
          forwardedFor: async () => (await about()).address,
          fetch: callsOf(about, { fetch, metrics, configurations: this.#configurations }),
        }),
        services: new Lru(SERVICES),
        about: undefined,
        aboutUntil: 0,
      };
      return device;
    });
  }

  #about(key: string, device: Device): Promise<AboutDevice> {
    const now = Date.now();
    if (device.about && now < device.aboutUntil && device.aboutUntil <= now + LIFE)
      return device.about;
    device.aboutUntil = now + LIFE;
    device.about = this.#read(key).catch((error: unknown) => {
      device.about = undefined;
      throw error;
    });
    return device.about;
  }

  async #read(key: string): Promise<AboutDevice> {
    const text = await this.#options.items.read(key, ABOUT);
    const read = text === null ? undefined : aboutItem().safeParse(JSON.parse(text)).data;
    return read ?? refuse('device', 'nothing is stored of it', 'device_unknown');
  }
}

interface DevicesOptions {
  readonly items: ItemStore;
  readonly client: ServiceClientOptions;
  readonly fetch: typeof globalThis.fetch;
  readonly hooks: ServiceHooks;
  readonly questions: PartnerQuestions;
  readonly metrics: Metrics;
  /** How many are kept in memory. */
  readonly most: number;
}
