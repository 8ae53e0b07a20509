// The process that serves flows to Restate: what the tests kill.
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
} from 'tve-auth-flow';
import { deviceItems, encryptedItems } from 'tve-auth-flow/durable';
import { restateEndpoint, restateItems } from 'tve-auth-flow/durable/restate';
import { own, ownServices, ownView } from './own-machine.mjs';

const { ingress, origin, port, keepFinished, identityKey, version, isSealed } = JSON.parse(
  process.env['SERVICE'],
);

const keys = [new Uint8Array(32).fill(7)];
const items = encryptedItems(restateItems({ ingress }), keys);

/** The device of a flow: its key, up to a slash. */
const clientOf = (key) => {
  const [id] = key.split('/');
  return createPassClient({
    environment: { origin },
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
    allowInsecureRequests: true,
    device: {
      id,
      info: { model: 'TV', version: '1', osName: 'webOS', osVersion: '6', connectionType: 'LAN' },
    },
    ...deviceItems(items, id),
  });
};

/** Version 2 of our own machine has one field more. */
function migrate(record) {
  if (record.machine !== 'own') return record;
  const { snapshot } = record;
  return { ...record, snapshot: { ...snapshot, context: { ...snapshot.context, added: true } } };
}

const services = {
  authentication: (key) => authenticationServices(clientOf(key)),
  entitlement: (key) => entitlementServices(clientOf(key)),
  own: () => ownServices(origin),
};

const endpoint = await restateEndpoint({
  machines: {
    authentication: { machine: authenticationMachine, view: authenticationView },
    entitlement: { machine: entitlementMachine, view: entitlementView },
    own: { machine: own(version), view: ownView },
  },
  services: ({ key, machine }) => services[machine](key),
  ...(version > 1 && {
    migrations: { 1: migrate },
  }),
  ...(keepFinished !== undefined && { keepFinished }),
  ...(isSealed && { keys }),
  ...(identityKey && { identityKeys: [identityKey] }),
});
await endpoint.listen({ port });
process.stdout.write('ready');
