import { createMachine } from 'xstate';

const DEPTH = 12;

interface Level {
  readonly initial?: string;
  readonly description?: string;
  readonly states?: Record<string, Level>;
  readonly on?: Record<string, string>;
}

const level = (depth: number): Level =>
  depth === DEPTH
    ? { description: 'The innermost.' }
    : {
        initial: `level${depth + 1}`,
        on: { [`leave${depth}`]: '#deep.left' },
        states: { [`level${depth + 1}`]: level(depth + 1) },
      };

/** 12 levels of states in each other, and a way out of each. */
export const deepMachine = createMachine({
  id: 'deep',
  initial: 'level1',
  states: { level1: level(1), left: {} },
});
