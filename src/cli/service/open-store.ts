import type { ItemStore } from '../../durable/index.js';
import type { ProgrammerServiceOptions } from '../../service/index.js';

/** Where flows and what devices store are kept. */
export interface OpenStore {
  /** How it is called in what is said about it. */
  readonly name: string;
  readonly host: ProgrammerServiceOptions['host'];
  readonly items: ItemStore;
  readonly close: () => Promise<void>;
}
