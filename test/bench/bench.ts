import { measureDurable } from './durable/measure.js';
import { measureEntitlement } from './entitlement/measure.js';
import { measureHeap } from './heap/measure.js';
import { measureLoad } from './load/measure.js';
import { measureSignIn } from './sign-in/measure.js';
import { readOptions } from './support/options.js';
import { finish, type Part, print } from './support/report.js';
import { measureWatching } from './watching/measure.js';

const measures: Readonly<Record<string, () => Promise<Part>>> = {
  'sign-in': measureSignIn,
  entitlement: measureEntitlement,
  watching: measureWatching,
  durable: measureDurable,
  heap: measureHeap,
  load: measureLoad,
};

const options = readOptions(Object.keys(measures));
const chosen = options.parts.length > 0 ? options.parts : Object.keys(measures);
const parts: Part[] = [];
for (const name of chosen) {
  const part = await measures[name]?.();
  if (!part) continue;
  print(part);
  parts.push(part);
}
process.exitCode = finish(parts, options);
