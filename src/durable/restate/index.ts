/** Flows on Restate: what a process serves to the engine, and a host that reaches it. */
export {
  registerEndpoint,
  type RestateEndpoint,
  restateEndpoint,
  type RestateEndpointOptions,
} from './endpoint.js';
export { restateHost, type RestateHostOptions } from './host.js';
export type { IngressOptions } from './ingress.js';
export { restateItems, type RestateItemsOptions } from './items.js';
