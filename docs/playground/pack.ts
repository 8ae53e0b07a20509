// Puts the page into the package, for `tve-auth-flow inspect`. Runs after the package was built.
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { licencesOf } from '../../src/vendor/licences.mjs';
import { buildPage } from './build.js';
import { codeScript } from './code/code.js';

const folder = 'dist/inspector';
const { html, policy, inputs } = await buildPage();
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/index.html.gz`, gzipSync(html, { level: 9 }));
writeFileSync(`${folder}/code.js.gz`, gzipSync(codeScript(), { level: 9 }));
writeFileSync(`${folder}/policy.txt`, `${policy}\n`);
writeFileSync(`${folder}/THIRD_PARTY_LICENSES`, licencesOf(process.cwd(), inputs));
