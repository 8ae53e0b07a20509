/** A service that runs flows for the devices of a programmer, with routes for their apps. */
export type { ServiceApp } from './app.js';
export type { MachineName } from './catalogue.js';
export type { ServiceClientOptions } from './devices.js';
export type { ServiceListenOptions, ServiceServer } from './listen.js';
export { openApiDocument } from './open-api.js';
export type { ProgrammerServiceOptions, ServiceFlows, Verify } from './options.js';
export type { RateOptions } from './rate.js';
export { createProgrammerService, type ProgrammerService } from './service.js';
