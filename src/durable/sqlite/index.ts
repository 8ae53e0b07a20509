/** Keeps flows and items in an SQLite file. Needs the package `libsql`. */
export { type SqliteStore, sqliteStore } from './sqlite-store.js';
