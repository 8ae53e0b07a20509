import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of the packages that files are of, one after the other.
 *
 * @param {string} root
 * @param {readonly string[]} files Of a bundle; those that are of no package are left out.
 */
export function licencesOf(root, files) {
  const packages = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '');
  return [...new Set(packages)]
    .filter((path) => path !== '')
    .sort()
    .map((path) => {
      const folder = join(root, path);
      /** @type {unknown} */
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const { name, version, license } = /** @type {Record<string, string>} */ (manifest);
      const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
      if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
