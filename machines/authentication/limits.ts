/** Milliseconds: no two checks are closer. */
export const LEAST_INTERVAL = 3000;
