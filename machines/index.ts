export * from './authentication/index.js';
export type { Tag } from './tags.js';
