/** What the endpoint functions take first. Holds no secret itself: safe to log. */
export interface PassClient {
  readonly serviceProvider: string;
  /** Where V2 and registration requests go, as `https://host`. */
  readonly origin: string;
}
