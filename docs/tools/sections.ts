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
import { readChart } from './chart.js';
import { diagrams } from './mermaid.js';
import { sequences } from './sequences.js';
import { errorTable, stateTables } from './tables.js';

/** The machines that have a guide, by the name of its file. */
export const machines = {
  entitlement: entitlementMachine,
  authentication: authenticationMachine,
  'partner-authentication': partnerAuthenticationMachine,
  preauthorization: preauthorizationMachine,
  authorization: authorizationMachine,
  logout: logoutMachine,
  'second-screen': secondScreenMachine,
  'temp-pass-reset': tempPassResetMachine,
} as const;

/** What the documents take from the code, by the name in their marks. */
function sections(): Map<string, string> {
  const made = new Map<string, string>();
  for (const [name, machine] of Object.entries(machines)) {
    const chart = readChart(machine);
    made.set(`${name}.diagram`, diagrams(chart));
    made.set(`${name}.states`, stateTables(chart));
  }
  made.set('errors.v2', errorTable(2));
  made.set('errors.v1', errorTable(1));
  return made;
}

/** The same, and what takes a run of the scenarios. */
export const allSections = async (): Promise<Map<string, string>> =>
  new Map([...sections(), ...(await sequences())]);

/** A document with its sections filled in. */
export interface Filled {
  readonly text: string;
  /** The sections whose text was another. */
  readonly stale: readonly string[];
}

/**
 * Fills in what stands between `<!-- generated:name -->` and `<!-- /generated -->`.
 *
 * @throws Error for a name that no section has.
 */
export function fillIn(document: string, made: ReadonlyMap<string, string>): Filled {
  const stale: string[] = [];
  const text = document.replace(
    /(<!-- generated:(\S+) -->\n)([^]*?)(<!-- \/generated -->)/g,
    (_all, open: string, name: string, before: string, close: string) => {
      const section = made.get(name);
      if (section === undefined) throw new Error(`There is no section ${name} to generate`);
      const now = `\n${section}\n\n`;
      if (now !== before) stale.push(name);
      return open + now + close;
    },
  );
  return { text, stale };
}
