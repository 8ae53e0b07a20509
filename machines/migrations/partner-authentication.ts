import { begunAnew, type Migration, renamed, without } from './stored.js';

/** Partner sign-ins of version 0.1.0, which ended in one state, whichever flow it was that succeeded. */
export const partnerAuthenticationOfVersion1: Migration = (flow) => {
  const { value, context } = flow;
  const values: Readonly<Record<string, unknown>> = {
    status: { withPartner: 'status' },
    creating: { withPartner: 'creating' },
    partner_profile: { withPartner: 'partner_profile' },
    failed: { withPartner: 'failed' },
    authentication: { basic: 'authenticating' },
    authorize: context['output'] ? 'authenticated' : 'authorize',
    cancelled: 'cancelled',
  };
  return {
    ...flow,
    value: values[String(value)] ?? value,
    context: { ...without(context, 'output'), version: 2, basicFlow: 'here' },
    children: {
      ...renamed(flow, {
        partnerStatus: 'partnerStatus',
        createPartnerSession: 'createPartnerSession',
        partnerProfile: 'partnerProfile',
      }),
      ...begunAnew(flow, { createPartnerSession: 'createPartnerSession' }),
    },
  };
};
