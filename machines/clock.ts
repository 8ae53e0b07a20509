/** What time it is, as the services have it from the server. */
export interface ClockReading {
  /** Epoch milliseconds, by the server's clock. */
  now: number;
  /** Milliseconds that the server's clock is ahead of the device's; negative where it is behind. */
  offset: number;
}
