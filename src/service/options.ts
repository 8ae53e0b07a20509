import { createPassClient } from '../client/client.js';
import type { Host, HostedMachine, HostOptions } from '../durable/types.js';
import type { ItemStore } from '../durable/items.js';
import { refuse } from '../errors/invalid-input-error.js';
import { machineNames, type MachineName, type ServiceHooks } from './catalogue.js';
import type { ServiceClientOptions } from './devices.js';
import type { RateOptions } from './rate.js';

/**
 * Says which device a request comes from: its stable id, or nothing where the request proves none. It gets
 * the request without its body. Where it throws, the answer is 503.
 */
export type Verify = (
  request: Request,
) => string | null | undefined | Promise<string | null | undefined>;

/** What a host needs to run the service's flows. */
export interface ServiceFlows {
  readonly machines: Readonly<Record<string, HostedMachine>>;
  readonly services: NonNullable<HostOptions['services']>;
}

/** The options of {@link createProgrammerService}. */
export interface ProgrammerServiceOptions extends ServiceHooks {
  /** Makes the host of the flows, such as `(flows) => createHost({ store, ...flows })`. */
  readonly host: (flows: ServiceFlows) => Promise<Host>;
  /** Where credentials, tokens and media tokens of the devices lie: `encryptedItems`, but for a trial. */
  readonly items: ItemStore;
  /** What the clients of all devices have in common. */
  readonly client: ServiceClientOptions;
  /**
   * Maps a request to a device. `'loopback'`, for a trial: nobody is asked, and requests of other machines
   * are refused.
   */
  readonly verify: Verify | 'loopback';
  /**
   * The addresses of your own proxies, such as `10.0.0.0/8`: what they say in `X-Forwarded-For` is the
   * address of a device. Default: none, so that the address is that of the connection.
   */
  readonly trustedProxies?: readonly string[];
  /** Origins whose pages may ask, such as `https://tv.example.com`. Default: none. */
  readonly allowOrigins?: readonly string[];
  /** Default: all but `tempPassReset`, which is for operators. */
  readonly machines?: readonly MachineName[];
  /** Of each device. Default: 1 request per second, 10 at once, as Adobe has it. */
  readonly rate?: RateOptions;
  /** Flows of a device at a time: a new one takes the place of the oldest. Default 20. */
  readonly flowsPerDevice?: number;
  /** Streams and long polls of a device at a time. Default 8. */
  readonly streamsPerDevice?: number;
  /** Devices that are kept in memory. Default 1000. */
  readonly devicesInMemory?: number;
  /** Gets what goes wrong on the side of the service. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

/** Checks what TypeScript can't. @throws InvalidInputError with the path of an option */
export function checkServiceOptions(options: ProgrammerServiceOptions): void {
  const { host, items, verify, machines = [] } = options;
  if (typeof host !== 'function') refuse('host', 'expected a function that makes one');
  if (typeof items?.read !== 'function') refuse('items', 'expected an item store');
  if (typeof verify !== 'function' && verify !== 'loopback')
    refuse(
      'verify',
      "expected a function that maps a request to a device, or 'loopback' for a trial on this machine",
    );
  // So that what no device could have is told at the start.
  createPassClient({ ...options.client, device: { id: 'any' } });
  for (const name of machines)
    if (!machineNames.includes(name)) refuse('machines', `expected ${machineNames.join(', ')}`);
  const { flowsPerDevice = 1, streamsPerDevice = 1, devicesInMemory = 1, rate = {} } = options;
  const { perSecond = 1, burst = 1 } = rate;
  const numbers = { flowsPerDevice, streamsPerDevice, devicesInMemory, 'rate.burst': burst };
  for (const [name, value] of Object.entries({ ...numbers, 'rate.perSecond': perSecond }))
    if (!(value > 0)) refuse(name, 'expected a number above zero');
}
