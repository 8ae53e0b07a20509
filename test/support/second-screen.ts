import { createActor } from 'xstate';
import {
  createSession,
  type PassClient,
  type SecondScreenInput,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
} from '../../src/index.js';
import type { parameters, World } from './world.js';

/** The page on a phone, started, without an input unless told otherwise. */
export function secondScreen(client: PassClient, input: SecondScreenInput = {}) {
  const machine = secondScreenMachine.provide({ actors: secondScreenServices(client) });
  const flow = createActor(machine, { input });
  flow.start();
  return Object.assign(flow, { machine, view: () => secondScreenView(flow.getSnapshot()) });
}

/** A phone: a client of its own. */
export const phoneOf = ({ clientWith }: Pick<World, 'clientWith'>): PassClient =>
  clientWith({
    device: {
      id: '7d0b32a1-1f3c-4d5f-9a50-0f8b8f7e2c11',
      info: {
        primaryHardwareType: 'MobilePhone',
        model: 'Phone 1',
        version: '1.0',
        osName: 'iOS',
        osVersion: '17.0',
        connectionType: 'WiFi',
      },
    },
  });

/** The code that a television shows; its session has these parameters. */
export async function codeOfTelevision(
  { client, pass }: Pick<World, 'client' | 'pass'>,
  given: Partial<Record<keyof typeof parameters, string>> = {},
): Promise<string> {
  const session = createSession(client, given);
  await pass(0);
  return (await session).code!;
}
