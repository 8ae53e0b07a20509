export * from './authentication/index.js';
export * from './logout/index.js';
export * from './partner-authentication/index.js';
export { restoreActor, type RestoreOptions } from './restore.js';
export type { Tag } from './tags.js';
export * from './temp-pass-reset/index.js';
