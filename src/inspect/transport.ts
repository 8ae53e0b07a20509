/** One inspector at the other end. */
export interface InspectionPeer {
  /** Sends plain data, or drops it where the inspector is gone or too slow. Never throws. */
  readonly send: (message: object) => void;
}

/** Who hears what inspectors say. */
export interface TransportListener {
  /** An inspector can be reached from now on. Not called where that shows only in what it sends. */
  readonly opened?: (peer: InspectionPeer) => void;
  readonly received?: (message: unknown, peer: InspectionPeer) => void;
  readonly closed?: (peer: InspectionPeer) => void;
}

/** A way from an app to inspectors, and back. */
export interface InspectionTransport {
  /** Several sinks can share a transport. */
  readonly listen: (listener: TransportListener) => void;
  /** Sends plain data to every inspector that can be reached. Never throws, and never waits. */
  readonly send: (message: object) => void;
  /** Lets go of everything, for good. */
  readonly close: () => void;
}
