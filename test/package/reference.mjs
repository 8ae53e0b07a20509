// Makes a page for readers of what an entry point exports, from the model that API Extractor gives.

/** @type {ReadonlyArray<readonly [title: string, kinds: readonly string[]]>} */
const groups = [
  ['Functions', ['Function']],
  ['Machines and values', ['Variable']],
  ['Classes', ['Class']],
  ['Types', ['Interface', 'TypeAlias', 'Enum']],
];

/** Longer types, such as that of a machine, tell a reader nothing. */
const LONGEST = 900;

/** Text that is no HTML, and no template of the site; code stays as it is. */
const escaped = (text) =>
  text
    .split(/(```[^]*?```|`[^`\n]*`)/)
    .map((part, index) => (index % 2 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '{ {')))
    .join('');

/** A doc comment as Markdown, and its tags in order. */
function readComment(comment = '') {
  const text = comment
    .replace(/^\/\*\*[ \n]?|\s*\*\/\s*$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .replaceAll(/\{@link ([^}|]+)(?:\|([^}]+))?\}/g, (_, to, words) => words ?? `\`${to.trim()}\``)
    .replaceAll('```ts', '```tsx')
    .trim();
  const [summary = '', ...tags] = text.split(/^@(?=\w)/m);
  return {
    summary: summary.trim(),
    tags: tags.map((tag) => {
      const [, name, rest] = /^(\w+)\s*([^]*)$/.exec(tag);
      return { name, text: rest.trim() };
    }),
  };
}

const excerpt = ({ excerptTokens }) => excerptTokens.map(({ text }) => text).join('');

/** A declaration without what `export` says anyway. */
function declaration(item) {
  const text = excerpt(item).replace(/^export (declare )?/, '');
  return text.length > LONGEST ? text.replace(/(:|=)[^]*$/, '$1 …') : text;
}

const indented = (text) => text.replace(/^(?=.)/gm, '  ');

function memberLines(member) {
  const { summary } = readComment(member.docComment);
  const comment = summary ? `/** ${summary.replaceAll(/\s+/g, ' ')} */\n` : '';
  return indented(`${comment}${excerpt(member).replace(/;?$/, ';')}`);
}

function signature(item) {
  const { members = [] } = item;
  if (!['Interface', 'Class'].includes(item.kind)) return declaration(item);
  return [`${declaration(item).trim()} {`, ...members.map(memberLines), '}'].join('\n');
}

const bullet = (text) => escaped(text).replaceAll('\n', '\n  ');

function tagLines({ name, text }) {
  if (name === 'param') {
    const [, parameter, rest] = /^(\S+)\s*(?:-\s*)?([^]*)$/.exec(text);
    return `- \`${parameter}\`: ${bullet(rest)}`;
  }
  if (name === 'returns') return `- Returns: ${bullet(text)}`;
  if (name === 'throws') return `- Throws: ${bullet(text)}`;
  if (name === 'example') return `\n${escaped(text)}`;
  return name === 'defaultValue' || name === 'default' ? `- Default: ${bullet(text)}` : '';
}

function section(item) {
  const { summary, tags } = readComment(item.docComment);
  const lines = tags.map(tagLines).filter((line) => line !== '');
  const code = `\`\`\`tsx\n${signature(item)}\n\`\`\``;
  return [`### ${item.name}`, escaped(summary), code, lines.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What an entry point exports, overloads one after the other, by name. */
export function exportsOf(model) {
  const { members } = model.members[0];
  return members.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * The page of an entry point.
 *
 * @param {{ name: string, about: string, items: readonly any[], elsewhere: readonly { name: string, page: string, items: readonly any[] }[] }} of
 */
export function referencePage({ name, about, items, elsewhere }) {
  const key = (item) => `${item.kind} ${item.name}`;
  const known = new Set(elsewhere.flatMap((other) => other.items.map(key)));
  const own = items.filter((item) => !known.has(key(item)));
  const parts = groups.flatMap(([title, kinds]) => {
    const some = own.filter(({ kind }) => kinds.includes(kind));
    return some.length > 0 ? [`## ${title}`, ...some.map(section)] : [];
  });
  const also = elsewhere.map(({ name: other, page }) => `[\`${other}\`](${page})`).join(' and ');
  return `${[
    '<!-- Made from the docstrings: npm run build && npm run api -->',
    `# ${name}`,
    about,
    ...(also ? [`Everything of ${also} can be imported from here too.`] : []),
    ...parts,
  ].join('\n\n')}\n`;
}
