import { createPassClient, entitlementServices } from 'tve-auth-flow';

// Of the platform where it has one, as smart TVs do. Another id signs the viewer out.
const id = localStorage.getItem('device') ?? crypto.randomUUID();
localStorage.setItem('device', id);

const client = createPassClient({
  environment: { origin: location.origin }, // the simulator; an app: 'release-production'
  allowInsecureRequests: true, // for http: on loopback; an app leaves it out
  serviceProvider: 'REF30',
  softwareStatement: 'from-your-TVE-dashboard',
  device: { id },
  storage: localStorage,
});

/** What the machine of a page invokes. Made once. */
export const services = entitlementServices(client, {
  // Your backend has Adobe's Media Token Verifier, and the stream. A failure rejects: nobody knows then.
  async verifyMediaToken(serializedToken, { resource, signal }) {
    const url = `/verify?resource=${encodeURIComponent(resource)}`;
    const response = await fetch(url, { method: 'POST', body: serializedToken, signal });
    return (await response.json()) as boolean;
  },
});

/** The type of a page's services. */
export type Services = typeof services;
