/** Runs flows on a server, so that they outlive its processes. */
export { encryptedStore } from './encrypted-store.js';
export { FlowError } from './flow-error.js';
export { createHost } from './host.js';
export { deviceItems, encryptedItems, type ItemStore, memoryItems } from './items.js';
export { memoryStore } from './memory-store.js';
export type { Call, FlowRecord, Path, Timer } from './record.js';
export { sharedConfiguration } from './shared-configuration.js';
export type { FlowStore, StoredRecord } from './store.js';
export type { FlowState, Host, HostedMachine, HostOptions, ListedFlow } from './types.js';
