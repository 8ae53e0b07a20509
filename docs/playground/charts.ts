import { readFileSync } from 'node:fs';
import elkjs from 'elkjs/lib/elk.bundled.js';
import {
  authenticationMachine,
  authorizationMachine,
  entitlementMachine,
  logoutMachine,
  partnerAuthenticationMachine,
  preauthorizationMachine,
  secondScreenMachine,
  tempPassResetMachine,
} from '../../machines/index.js';
import { type Elk, type LaidOutChart, layoutChart, readChart } from '../chart/index.js';

const machines = [
  authenticationMachine,
  authorizationMachine,
  entitlementMachine,
  logoutMachine,
  partnerAuthenticationMachine,
  preauthorizationMachine,
  secondScreenMachine,
  tempPassResetMachine,
];

/** The charts of all machines, by their ids. */
export async function layoutCharts(): Promise<Readonly<Record<string, LaidOutChart>>> {
  const elk = new elkjs.default() as unknown as Elk;
  const charts: Record<string, LaidOutChart> = {};
  for (const machine of machines) charts[machine.id] = await layoutChart(readChart(machine), elk);
  return charts;
}

/** The layout engine as a script. */
export const layoutEngine = (): Buffer => readFileSync('node_modules/elkjs/lib/elk.bundled.js');
