/** Flows that run on a programmer service, for the app that shows them. */
export { type LocalActor, localFlow } from './local-flow.js';
export type {
  Connecting,
  RemoteMachine,
  RemoteMachines,
  ViewFlow,
  ViewObserver,
} from './machines.js';
export type { RemotePartnerFramework } from './partner.js';
export { RemoteError } from './remote-error.js';
export {
  type FlowToStart,
  type RemoteFlow,
  remoteFlow,
  type RemoteFlowOptions,
  type RemoteMediaToken,
  startRemoteFlow,
} from './remote-flow.js';
export type { RemoteHeaders, RequestOptions } from './requests.js';
