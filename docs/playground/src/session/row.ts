import type { Json } from '../../../../src/inspect/index.js';
import type { Party } from '../../../scenarios/index.js';

export type { Party };

/** A column of the sequence: a party; of an app that is attached, and of a record, an actor by its name. */
export type Lane = string;

/** One line of the sequence. */
export interface Row {
  /** Counts up. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: 'request' | 'event' | 'said';
  readonly from: Lane;
  readonly to: Lane;
  /** What is sent: `E4 POST /sessions`, `mvpd.selected`. */
  readonly title: string;
  /** What comes of it: `200`, `→ choosing`; empty where nothing does. */
  readonly result: string;
  readonly tone: 'plain' | 'good' | 'bad';
  /** What it is about: a resource, an MVPD, the names of the context that changed. */
  readonly about?: string;
  /** Of apps that are attached: the name of the device. */
  readonly device?: string;
  /** An actor inside of the app: `authentication`. */
  readonly actor?: string;
  /** What is shown of it, when somebody looks. */
  readonly detail?: () => Json;
}

const names: Readonly<Record<Party | 'app' | 'others', string>> = {
  viewer: 'Viewer',
  television: 'Television',
  phone: 'Phone',
  adobe: 'Adobe Pass',
  provider: 'MVPD',
  backend: 'Backend',
  partner: 'Platform',
  app: 'App',
  others: 'Others',
};

const known: ReadonlyMap<Lane, string> = new Map(Object.entries(names));

export const nameOfLane = (lane: Lane): string => known.get(lane) ?? lane;
