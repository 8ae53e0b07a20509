/** Milliseconds: no two checks are closer. */
export const LEAST_INTERVAL = 3000;

/** Milliseconds from poll to poll, where the input says nothing. */
export const INTERVAL = 5000;
