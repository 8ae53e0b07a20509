import { type Font, fonts, widthOf, wrap } from './measure.js';
import type { ChartState, ChartTransition } from './model.js';
import type { Way } from './ways.js';

/** A text in a box; its place is from the corner of the box, at the base of the letters. */
export interface Line {
  readonly role: 'name' | 'description' | 'invoked' | 'action' | 'target' | 'transition';
  readonly text: string;
  /** What stands behind the text, less important: a guard, an action. */
  readonly note: string;
  /** The transitions that it stands for; empty for the other roles. */
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

const PADDING = 14;
const GAP = 6;

export const noteOf = ({ guard }: ChartTransition) => (guard === '' ? '' : `[${guard}]`);

const widthOfLine = (text: string, note: string, font: Font) =>
  widthOf(note === '' ? text : `${text} ${note}`.trim(), font);

/** Where the machine itself leads to is told as for any state. */
const nameOf = (path: string, machine: string) =>
  path === '' ? machine : path.slice(path.lastIndexOf('.') + 1);

/** What stands in the box of a state, one line below the other. */
export function contentsOf(state: ChartState, machine: string, written: readonly Way[]): Contents {
  const lines: Line[] = [];
  const font = state.path === '' ? 'machine' : 'name';
  let y = PADDING - 4;
  const add = (
    line: Pick<Line, 'role' | 'text'> & Partial<Pick<Line, 'note' | 'transitions'>>,
    type: Font,
    indent = 0,
  ) => {
    y += fonts[type].line;
    const { note = '', transitions = [] } = line;
    const width = widthOfLine(line.text, note, type);
    lines.push({ ...line, note, transitions, x: PADDING + indent, y: y - 5, width });
  };

  add({ role: 'name', text: state.name }, font);
  const nameWidth = widthOf(state.name, font);
  let x = PADDING + nameWidth + 10;
  const badges = state.tags.map((text) => {
    const width = widthOf(text, 'badge') + 12;
    const badge = {
      text,
      x,
      y: y - fonts[font].line + (fonts[font].line - 16) / 2 + 1,
      width,
      height: 16,
    };
    x += width + 5;
    return badge;
  });
  const headerWidth = x;

  const codeWidth = Math.max(
    ...written.flatMap(({ transitions }) =>
      transitions.map(
        (transition) => widthOfLine(transition.trigger, noteOf(transition), 'code') + 14,
      ),
    ),
    0,
  );
  const proseWidth = Math.max(headerWidth - PADDING, codeWidth, state.path === '' ? 460 : 190);
  for (const text of wrap(state.description, 'description', proseWidth))
    add({ role: 'description', text }, 'description');

  if (state.invoked.length > 0) y += GAP;
  for (const { src } of state.invoked) add({ role: 'invoked', text: `⟳ ${src}` }, 'code');

  for (const { to, from, transitions } of written) {
    y += GAP;
    if (to !== '' || from === '') {
      // To itself: entered anew.
      const text = to === from ? '↻ again' : `→ ${nameOf(to, machine)}`;
      if (to !== '')
        add({ role: 'target', text, transitions: transitions.map(({ id }) => id) }, 'code');
    }
    for (const transition of transitions) {
      const actions = to === '' ? transition.actions.join(', ') : '';
      const note = [noteOf(transition), actions && `/ ${actions}`].filter(Boolean).join(' ');
      add(
        {
          role: 'transition',
          text: transition.trigger || 'always',
          note,
          transitions: [transition.id],
        },
        'code',
        to === '' ? 0 : 14,
      );
    }
  }
  const widest = Math.max(...lines.map((line) => line.x + line.width), headerWidth - 10);
  return {
    lines,
    badges,
    width: Math.max(Math.ceil(widest) + PADDING, 96),
    height: Math.ceil(y) + PADDING - 4,
  };
}

/** The lines at an arrow, each for one transition. */
export const labelLines = (transitions: readonly ChartTransition[]) =>
  transitions.map((transition) => ({
    transition: transition.id,
    text: transition.trigger,
    note: noteOf(transition) || (transition.trigger === '' ? 'always' : ''),
  }));
