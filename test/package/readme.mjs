// Makes of README.md what a registry shows: a link into the repository would lead nowhere there, so its
// words stay and the link goes. The publishing workflow runs it in its own checkout.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const elsewhere = String.raw`\((?!https?:|#)[^()]*\)`;
const picture = String.raw`!\[[^\]]*\]${elsewhere}`;

/** @param {string} text */
export const forRegistry = (text) =>
  text
    .replaceAll(/<picture>[^]*?<\/picture>\n*/g, '')
    .replaceAll(new RegExp(String.raw`\[${picture}\]${elsewhere}\n*|${picture}\n*`, 'g'), '')
    .replaceAll(new RegExp(String.raw`\[([^\]]*)\]${elsewhere}`, 'g'), '$1');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('README.md', forRegistry(readFileSync('README.md', 'utf8')));
