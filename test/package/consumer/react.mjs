// Run from a folder that has the installed package, xstate and React.
import assert from 'node:assert/strict';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createPassClient, entitlementServices } from 'tve-auth-flow';
import { useEntitlement } from 'tve-auth-flow/react';

const client = createPassClient({
  environment: 'release-staging',
  serviceProvider: 'REF30',
  softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
  device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
  fetch: async () => assert.fail('a render makes no request'),
});
const services = entitlementServices(client);

function App() {
  return useEntitlement(services, { screen: 'primary', redirectUrl: 'https://adobe.com' }).view
    .phase;
}
assert.equal(renderToString(createElement(App)), 'restoring');
