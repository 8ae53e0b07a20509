import type { ElkPoint } from './elk.js';
import type { Badge, Line } from './contents.js';
import { fonts } from './measure.js';
import type { Box, LaidOutArrow, LaidOutChart, LaidOutInitial, LaidOutState } from './layout.js';
import { chartStyle } from './style.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escape = (text: string) =>
  text
    // What XML can't hold at all, but for white space.
    .replace(/[^\P{Cc}\s]|[\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);

const n = (value: number) => String(Math.round(value * 10) / 10);

const rect = (className: string, { x, y, width, height }: Box, radius: number) =>
  `<rect class="${className}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${radius}"/>`;

const title = (text: string) => (text === '' ? '' : `<title>${escape(text)}</title>`);

/** A tag as part of a class. */
const slug = (tag: string) => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const tones = ['failed', 'done', 'needs-user', 'busy'];

/** A text with what stands behind it, paler. */
function wordsOf(text: string, note: string, goal = ''): string {
  const parts = [
    escape(text),
    note && `<tspan class="note">${escape(note)}</tspan>`,
    goal && `<tspan class="goal">${escape(goal)}</tspan>`,
  ];
  return parts.filter(Boolean).join(' ');
}

function lineOf({ role, text, note, goal, transitions, x, y }: Line, isMachine: boolean): string {
  const style = { name: isMachine ? 'machine-name' : 'name', description: 'description' };
  const className = role === 'name' || role === 'description' ? style[role] : `code ${role}`;
  const data =
    transitions.length === 0 ? '' : ` data-transition="${escape(transitions.join(' '))}"`;
  return `<text class="${className}" x="${n(x)}" y="${n(y)}"${data}>${wordsOf(text, note, goal)}</text>`;
}

const badgeOf = ({ text, x, y, width, height }: Badge) =>
  `<g class="badge tag-${slug(text)}"><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="8"/><text x="${n(x + width / 2)}" y="${n(y + 11.5)}" text-anchor="middle">${escape(text)}</text></g>`;

function drawState(state: LaidOutState, regions: ReadonlySet<string>): string {
  const { path, name, kind, tags, isTransient, isDeep, parent, x, y, width, height } = state;
  const isMachine = parent === null;
  const tone = tones.find((tag) => tags.includes(tag));
  const classes = [
    'state',
    `state-${isMachine ? 'machine' : kind}`,
    tone && `tone-${tone}`,
    isTransient && 'transient',
    parent !== null && regions.has(parent) && 'region',
  ];
  const open = `<g class="${classes.filter(Boolean).join(' ')}" data-state="${escape(path)}" transform="translate(${n(x)} ${n(y)})">`;
  const box = { x: 0, y: 0, width, height };
  if (kind === 'history') {
    const text = `<text class="name" x="${n(width / 2)}" y="${n(height / 2 + 5)}" text-anchor="middle">${isDeep ? 'H*' : 'H'}</text>`;
    return `${open}${title(`${name}: what was active ${isDeep ? 'on all levels' : 'in here'} before`)}${rect('box', box, width / 2)}${text}</g>`;
  }
  const radius = isMachine ? 16 : 10;
  return [
    open,
    title(state.description),
    rect('box', box, radius),
    kind === 'final'
      ? rect('inner', { x: 3.5, y: 3.5, width: width - 7, height: height - 7 }, radius - 3)
      : '',
    tone === undefined ? '' : rect('stripe', { x: 0, y: 12, width: 3, height: 18 }, 1.5),
    ...state.lines.map((line) => lineOf(line, isMachine)),
    ...state.badges.map(badgeOf),
    '</g>',
  ].join('');
}

/** A line with rounded corners. */
function pathOf(points: readonly ElkPoint[]): string {
  const last = points.length - 1;
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${n(point.x)} ${n(point.y)}`;
      if (after === undefined || index === last) return `L${n(point.x)} ${n(point.y)}`;
      const towards = (other: ElkPoint) => {
        const length = Math.hypot(other.x - point.x, other.y - point.y);
        const part = length === 0 ? 0 : Math.min(7, length / 2) / length;
        return `${n(point.x + (other.x - point.x) * part)} ${n(point.y + (other.y - point.y) * part)}`;
      };
      return `L${towards(before)}Q${n(point.x)} ${n(point.y)} ${towards(after)}`;
    })
    .join('');
}

/** The tip of an arrow, in the direction of its last piece. */
function headOf(points: readonly ElkPoint[]): string {
  const end = points[points.length - 1];
  const before = points[points.length - 2];
  if (end === undefined || before === undefined) return '';
  const angle = Math.round((Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI);
  return `<path class="head" d="M0 0L-8 -4L-8 4Z" transform="translate(${n(end.x)} ${n(end.y)}) rotate(${angle})"/>`;
}

function drawArrow({ points, transitions }: LaidOutArrow): string {
  return `<g class="arrow" data-transition="${escape(transitions.join(' '))}"><path class="line" d="${pathOf(points)}"/>${headOf(points)}</g>`;
}

const contains = (outer: Box, { x, y, width, height }: Box) =>
  outer.x <= x &&
  outer.y <= y &&
  outer.x + outer.width >= x + width &&
  outer.y + outer.height >= y + height;

/** A label covers its arrow with what is behind both. */
function drawLabel({ label }: LaidOutArrow, states: readonly LaidOutState[]): string {
  if (label.lines.length === 0) return '';
  const inside = states.some(({ parent, ...box }) => parent !== null && contains(box, label));
  const texts = label.lines.map(
    ({ transition, text, note }, index) =>
      `<text class="code transition" x="${n(label.x + 6)}" y="${n(label.y + 2 + (index + 1) * fonts.code.line - 5)}" data-transition="${escape(transition)}">${wordsOf(text, note)}</text>`,
  );
  return `<g class="label">${rect(inside ? 'plate inside' : 'plate', label, 5)}${texts.join('')}</g>`;
}

const drawInitial = ({ x, y, width, points }: LaidOutInitial) =>
  `<g class="initial"><circle cx="${n(x + width / 2)}" cy="${n(y + width / 2)}" r="${n(width / 2)}"/><path class="line" d="${pathOf(points)}"/>${headOf(points)}</g>`;

/** How a chart is drawn. */
export interface DrawOptions {
  /** Its style is part of it: for a file that stands alone. Default true; a page brings `chartStyle` along. */
  readonly isAlone?: boolean;
}

/** A chart as SVG. The same chart gives the same text. */
export function drawChart(chart: LaidOutChart, { isAlone = true }: DrawOptions = {}): string {
  const { name, description, width, height, states, initials, arrows } = chart;
  const regions = new Set(states.filter(({ kind }) => kind === 'parallel').map(({ path }) => path));
  const margin = 8;
  const size = `${n(width + 2 * margin)} ${n(height + 2 * margin)}`;
  const [w, h] = size.split(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="${w}" height="${h}" viewBox="${-margin} ${-margin} ${size}">`,
    `<title>${escape(`Statechart of ${name}`)}</title>`,
    description === '' ? '' : `<desc>${escape(description)}</desc>`,
    isAlone ? `<style>\n${chartStyle}</style>` : '',
    ...states.map((state) => drawState(state, regions)),
    ...initials.map(drawInitial),
    ...arrows.map(drawArrow),
    ...arrows.map((arrow) => drawLabel(arrow, states)),
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}
