import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';

/** Pages that have another name on the site than in the repository. */
const named: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'reporting.md',
  'docs/README.md': 'guides.md',
};

/** Where a page of the repository stands on the site, such as `docs/errors.md` at `errors.md`. */
export const pageOf = (file: string): string =>
  named[file] ?? file.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');

/** The address of a page, such as `/errors` or `/api/`. */
export const addressOf = (page: string): string =>
  `/${page.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`;

/** Markdown of the repository that is a page of the site. */
const isPage = (file: string): boolean =>
  file in named || (/^docs\/.*\.md$/.test(file) && !file.endsWith('.api.md'));

/**
 * Where a link leads on the site: the address of a page, or nothing where it leads to a file of the
 * source, which the site does not have.
 *
 * @param from The file that has the link, from the root of the repository
 * @throws Error where there is nothing at the end of the link
 */
export function linkOf(from: string, href: string): string | undefined {
  if (/^([a-z]+:|#)/i.test(href)) return href;
  const [path = '', hash] = href.split('#');
  const file = normalize(join(dirname(from), decodeURI(path))).replace(/\/$/, '');
  if (!existsSync(file)) throw new Error(`${from} has a dead link: ${href}`);
  const page = [file, `${file}/README.md`].find((one) => existsSync(one) && isPage(one));
  if (page === undefined) return undefined;
  return addressOf(pageOf(page)) + (hash === undefined ? '' : `#${hash}`);
}
