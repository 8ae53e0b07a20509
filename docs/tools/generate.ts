/* Writes what is generated in README.md and docs, or checks it: `npm run docs`. */
import { docsCommand } from './command.js';
import { generate } from './generated.js';

const {
  code,
  out = [],
  err = [],
} = await docsCommand(process.argv.slice(2), {
  root: '.',
  generate,
});
for (const line of out) console.log(line);
for (const line of err) console.error(line);
process.exitCode = code;
