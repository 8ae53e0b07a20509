import { createPassClient, entitlementServices, persistentDeviceId } from 'tve-auth-flow';

/** What the machine of a page invokes. Made once. */
export async function createServices() {
  const client = createPassClient({
    environment: { origin: location.origin }, // the simulator; an app: 'release-production'
    allowInsecureRequests: true, // for http: on loopback; an app leaves it out
    serviceProvider: 'REF30',
    softwareStatement: 'from-your-TVE-dashboard',
    // The platform's own id where it has one, as smart TVs do. Another id signs the viewer out.
    device: { id: await persistentDeviceId(localStorage) },
    storage: localStorage,
  });
  return entitlementServices(client, {
    // Your backend has Adobe's Media Token Verifier, and the stream. A failure rejects: nobody knows then.
    async verifyMediaToken(serializedToken, { resource, signal }) {
      const url = `/verify?resource=${encodeURIComponent(resource)}`;
      const response = await fetch(url, { method: 'POST', body: serializedToken, signal });
      return (await response.json()) as boolean;
    },
  });
}

/** The type of a page's services. */
export type Services = Awaited<ReturnType<typeof createServices>>;
