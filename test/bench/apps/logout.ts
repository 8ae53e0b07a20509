import { createActor } from 'xstate';
import { logoutMachine, logoutServices, logoutView } from '../../../src/index.js';
import { appClient, parameters, render } from '../support/app-client.js';

const flow = createActor(logoutMachine.provide({ actors: logoutServices(appClient()) }), {
  input: parameters,
});
flow.subscribe((snapshot) => render(logoutView(snapshot)));
flow.start();
