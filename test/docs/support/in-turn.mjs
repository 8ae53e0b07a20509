// Runs modules in one process, each when the one before has nothing left to do, and sends what each
// printed. One that fails, exits or never ends takes the process with it.
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const files = process.argv.slice(2);
const folder = process.cwd();
let position = -1;
let output = '';
let isLoaded = true;

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text) => {
    output += String(text);
    return true;
  };
}

async function begin(file) {
  output = '';
  isLoaded = false;
  mkdirSync(`${folder}/${position}`);
  process.chdir(`${folder}/${position}`);
  await import(pathToFileURL(file).href);
  isLoaded = true;
}

process.on('beforeExit', () => {
  if (!isLoaded || process.exitCode) process.exit(1);
  if (position >= 0 && position < files.length) process.send(output);
  position += 1;
  if (position < files.length) void begin(files[position]);
});
