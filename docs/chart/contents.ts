import { type Font, fonts, widthOf, wrap } from './measure.js';
import type { ChartState, ChartTransition } from './model.js';
import { isInside, staysInside, type Way } from './ways.js';

/** A text in a box. Its place is from the corner of the box, at the base of the letters. */
export interface Line {
  readonly role: 'name' | 'description' | 'invoked' | 'source' | 'target' | 'transition';
  readonly text: string;
  /** What stands behind it, paler: a guard, actions. */
  readonly note: string;
  /** And at the end: where it leads. */
  readonly goal: string;
  /** The ids of the transitions that it stands for. */
  readonly transitions: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A tag. */
export interface Badge {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What stands in the box of a state, above its children. */
export interface Contents {
  readonly lines: readonly Line[];
  readonly badges: readonly Badge[];
  readonly width: number;
  readonly height: number;
}

type Text = Pick<Line, 'role' | 'text'> & Partial<Pick<Line, 'note' | 'goal' | 'transitions'>>;

const PADDING = 14;
const GAP = 6;

/** More characters than these are broken into lines: a wide box pushes everything apart. */
const LONGEST = 44;

/** From fewer states, it shows there. */
const MANY = 3;

/** The width that prose may have, where nothing else is wider. */
const PROSE = { machine: 460, state: 190 };

/** A guard as it is written behind what takes a transition. */
const noteOf = ({ guard }: ChartTransition) => (guard === '' ? '' : `[${guard}]`);

const triggerOf = ({ trigger, guard, isBare }: ChartTransition) =>
  trigger === '' && guard === '' && !isBare ? 'always' : trigger;

const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);

const whole = ({ text, note = '', goal = '' }: Text) =>
  [text, note, goal].filter(Boolean).join(' ');

/** The lines for what takes a state to another one, or to itself. */
function linesOf(way: Way, machine: string): Text[] {
  const { from, to, transitions } = way;
  const goal = to === from ? '↻' : `→ ${nameOf(to) || machine}`;
  const lines = transitions.map((transition): Text & { goal: string } => {
    const actions = staysInside(way) ? `/ ${transition.actions.join(', ')}` : '';
    return {
      role: 'transition',
      text: triggerOf(transition),
      note: [noteOf(transition), actions].filter(Boolean).join(' '),
      goal: staysInside(way) ? '' : goal,
      transitions: [transition.id],
    };
  });
  if (staysInside(way) || lines.every((line) => whole(line).length <= LONGEST)) return lines;
  const ids = transitions.map(({ id }) => id);
  return [
    { role: 'target', text: goal, transitions: ids },
    ...lines.map((line) => Object.assign(line, { goal: '' })),
  ];
}

/** Where a state is reached from, other than by arrows. */
function sourcesOf({ path }: ChartState, reaching: readonly Way[]): Text[] {
  const around = reaching.find(({ from }) => isInside(path, from));
  const source = (text: string): Text[] => [{ role: 'source', text: `← ${text}` }];
  if (around !== undefined)
    return source(`any state${around.from && ` of ${nameOf(around.from)}`}`);
  const others = reaching.filter(({ from }) => !isInside(from, path));
  return others.length < MANY ? [] : source(`${others.length} states`);
}

/** What stands in the box of a state, one line below the other. */
export function contentsOf(
  state: ChartState,
  machine: string,
  written: readonly Way[],
  reaching: readonly Way[],
): Contents {
  const isMachine = state.path === '';
  const font = isMachine ? 'machine' : 'name';
  const groups: Text[][] = [
    state.invoked.map(({ src }) => ({ role: 'invoked', text: `⟳ ${src}` })),
    sourcesOf(state, reaching),
    // What is told in one line comes first.
    ...written
      .map((way) => linesOf(way, machine))
      .sort((a, b) => Number(a[0]?.role === 'target') - Number(b[0]?.role === 'target')),
  ];
  const lines: Line[] = [];
  let y = PADDING - 4;
  const add = (text: Text, type: Font, indent = 0) => {
    y += fonts[type].line;
    const width = widthOf(whole(text), type);
    lines.push({
      note: '',
      goal: '',
      transitions: [],
      ...text,
      x: PADDING + indent,
      y: y - 5,
      width,
    });
  };

  add({ role: 'name', text: state.name }, font);
  let right = PADDING + widthOf(state.name, font);
  const badges = state.tags.map((text) => {
    const width = widthOf(text, 'badge') + 14;
    const badge = { text, x: right + 8, y: y - fonts[font].line / 2 - 7, width, height: 16 };
    right += width + 8;
    return badge;
  });
  const widest = Math.max(
    right - PADDING,
    ...groups.flat().map((text) => widthOf(whole(text), 'code')),
  );
  const prose = Math.max(widest, isMachine ? PROSE.machine : PROSE.state);
  for (const text of wrap(state.description, 'description', prose))
    add({ role: 'description', text }, 'description');

  let wasSingle = false;
  for (const group of groups.filter(({ length }) => length > 0)) {
    const isGrouped = group[0]?.role === 'target';
    const isSingle = group[0]?.role === 'transition';
    if (!(isSingle && wasSingle)) y += GAP;
    wasSingle = isSingle;
    for (const text of group) add(text, 'code', isGrouped && text.role === 'transition' ? 14 : 0);
  }
  return {
    lines,
    badges,
    width: Math.max(right, ...lines.map(({ x, width }) => x + width)) + PADDING,
    height: Math.ceil(y) + PADDING - 4,
  };
}

/** A line at an arrow. */
export type LabelLine = Pick<Line, 'text' | 'note'> & { readonly transition: string };

/** A longer line at an arrow is broken. */
const LONGEST_LABEL = 24;

/** The lines at an arrow, one or two for each transition. */
export function labelLines(transitions: readonly ChartTransition[]): readonly LabelLine[] {
  return transitions.flatMap((given): LabelLine[] => {
    const transition = given.id;
    if (given.isBare) return [];
    const text = triggerOf(given);
    const note = noteOf(given);
    if (text === '' || note === '' || text.length + note.length < LONGEST_LABEL)
      return [{ transition, text, note }];
    return [
      { transition, text, note: '' },
      { transition, text: '', note },
    ];
  });
}
