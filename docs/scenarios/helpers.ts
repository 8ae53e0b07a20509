import type { EntitlementServicesOptions } from '../../src/index.js';
import type { Simulator } from '../../src/simulator/index.js';
import { partnerFramework, type Platform } from './platform.js';
import type { Watch } from './watch.js';

/** The programmer's backend: it releases a stream for a media token that is valid, and new. */
function backendOf(simulator: Simulator) {
  const used = new Set<string>();
  return (serializedToken: string, resource: string) => {
    const isNew = !used.has(serializedToken);
    used.add(serializedToken);
    return isNew ? simulator.verifyMediaToken(serializedToken, resource) : 'used before';
  };
}

/** What the machines of the television need beside the client; every question is heard. */
export function helpersOf(
  simulator: Simulator,
  platform: Platform,
  now: () => number,
  onHelp: NonNullable<Watch['onHelp']> = () => () => {},
): EntitlementServicesOptions {
  const verify = backendOf(simulator);
  const framework = partnerFramework(platform, now);
  return {
    async verifyMediaToken(serializedToken, { resource }) {
      const answered = onHelp('backend', `media token for ${resource}`);
      const verdict = verify(serializedToken, resource);
      answered(verdict);
      return verdict === 'VALID_TOKEN';
    },
    partnerFramework: {
      async status(call) {
        const answered = onHelp('partner', 'TV provider in the settings?');
        const status = await framework.status(call);
        const { frameworkPermissionInfo: permission, frameworkProviderInfo: provider } = status;
        answered([permission.accessStatus, provider?.id].filter(Boolean).join(', '));
        return status;
      },
      async authenticate(request, call) {
        const answered = onHelp('partner', 'SAML request');
        try {
          const answer = await framework.authenticate(request, call);
          answered(answer.samlResponse ? 'SAML response' : 'declined');
          return answer;
        } catch (error) {
          answered('failed');
          throw error;
        }
      },
    },
  };
}
