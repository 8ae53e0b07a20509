/** The version of the engine that the tests run with. */
export const VERSION = '1.7.12';
