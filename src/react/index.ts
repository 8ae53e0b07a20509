'use client';

export type { Flow, FlowActor, FlowOptions } from './flow.js';
export { type EntitlementServices, useEntitlement } from './use-entitlement.js';
export { type UsePassOptions, usePass } from './use-pass.js';
