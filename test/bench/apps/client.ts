import { createSession, initiateLogout, profileForCode } from '../../../src/client/index.js';
import { appClient, parameters, render } from '../support/app-client.js';

const client = appClient();

document.addEventListener('signin', () => {
  createSession(client, parameters)
    .then(({ code = '' }) => profileForCode(client, { code }))
    .then(render, render);
});

document.addEventListener('signout', () => {
  initiateLogout(client, parameters).then(render, render);
});
