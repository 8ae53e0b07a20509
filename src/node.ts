export { fileStorage } from './storage/file.js';
export type { PassStorage } from './storage/storage.js';
