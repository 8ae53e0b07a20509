import fc from 'fast-check';
import { type AnyStateMachine, setup } from 'xstate';

/** Keys that mean something to somebody: to paths, to regular expressions, to plain objects. */
const oddKeys = [
  'idle',
  'a.b',
  'a',
  'b',
  'with space',
  '.',
  'x/y./z',
  '10',
  '2',
  'constructor',
  'toString',
  'back\\slash',
  '[0]',
  'état',
];

interface Shape {
  readonly kind: 'atomic' | 'compound' | 'parallel';
  readonly ends: 'final' | 'shallow' | 'deep' | 'no';
  readonly named: boolean;
  readonly tag: string;
  readonly keys: readonly string[];
  readonly children: readonly Shape[];
}

interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly by: 'on' | 'always' | 'after' | 'onDone';
  readonly event: string;
  readonly guard: 'never' | 'always' | null;
  readonly reenter: boolean;
}

const events = ['go', 'go.on', 'constructor', '*', 'go.*', 'back'] as const;
export const sent = ['go', 'go.on', 'go.on.on', 'constructor', 'back', 'unknown'] as const;

/** A state with so many levels below it, at most. */
const shapeOf = (levels: number, kinds: readonly Shape['kind'][]): fc.Arbitrary<Shape> =>
  fc.record({
    kind: levels === 0 ? fc.constant('atomic' as const) : fc.constantFrom(...kinds),
    ends: fc.constantFrom('final', 'shallow', 'deep', 'no', 'no'),
    named: fc.boolean(),
    tag: fc.constantFrom('busy', 'needs-user'),
    keys: fc.shuffledSubarray(oddKeys, { minLength: 4, maxLength: 4 }),
    children:
      levels === 0
        ? fc.constant([])
        : fc.array(shapeOf(levels - 1, ['atomic', 'compound', 'parallel']), {
            minLength: 1,
            maxLength: 3,
          }),
  });

const arrow: fc.Arbitrary<Arrow> = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  by: fc.constantFrom('on', 'on', 'on', 'always', 'after', 'onDone'),
  event: fc.constantFrom(...events),
  guard: fc.constantFrom('never', 'always', null, null, null),
  reenter: fc.boolean(),
});

interface Config {
  readonly id?: string;
  readonly type?: string;
  readonly history?: string;
  readonly initial?: string;
  readonly tags?: string;
  readonly states?: Record<string, Config>;
  readonly on: Record<string, object[]>;
  readonly after: Record<string, object[]>;
  readonly always: object[];
  readonly onDone: object[];
}

/** A state that is being written, and how a target names it. */
interface Place {
  readonly config: Config;
  readonly target: string;
}

const escaped = (key: string) => key.replace(/[\\.]/g, '\\$&');

function write(shaped: Shape, above: string, places: Place[], isRoot = false): Config {
  const id = shaped.named && !isRoot ? `n${places.length}` : undefined;
  const target = id === undefined ? above : `#${id}`;
  const { kind } = shaped;
  const states: Record<string, Config> = {};
  const config: Config = {
    ...(id !== undefined && { id }),
    ...(kind === 'parallel' && { type: 'parallel' }),
    tags: shaped.tag,
    on: {},
    after: {},
    always: [],
    onDone: [],
    ...(kind !== 'atomic' && { states }),
    ...(kind === 'compound' && { initial: shaped.keys[0]! }),
  };
  places.push({ config, target });
  if (kind === 'atomic') return config;
  shaped.children.forEach((child, index) => {
    const key = shaped.keys[index]!;
    states[key] = write(child, `${target}.${escaped(key)}`, places);
  });
  const last = shaped.keys[shaped.children.length]!;
  if (shaped.ends === 'shallow' || shaped.ends === 'deep')
    states[last] = end({ type: 'history', history: shaped.ends });
  if (shaped.ends === 'final' && kind === 'compound') states[last] = end({ type: 'final' });
  if (Object.hasOwn(states, last))
    places.push({ config: states[last]!, target: `${target}.${escaped(last)}` });
  return config;
}

const end = (more: object): Config => ({ ...more, on: {}, after: {}, always: [], onDone: [] });

const draw = (places: readonly Place[], { from, to, by, event, guard, reenter }: Arrow): void => {
  const { config } = places[from % places.length]!;
  // What ends has no way on, and the root can't be done with itself.
  if (config.type === 'final' || config.type === 'history') return;
  const { target } = places[to % places.length]!;
  // These would take what they lead to, and never stop.
  const endless = by === 'always' || by === 'onDone' || (by === 'on' && event === '*');
  const held = endless ? 'never' : guard;
  const made = { target, reenter, ...(held && { guard: held }) };
  if (by === 'always' || by === 'onDone') config[by].push(made);
  else {
    const key = by === 'after' ? (reenter ? '1000' : 'some.delay') : event;
    Object.defineProperty(config[by], key, {
      value: [...(Object.hasOwn(config[by], key) ? config[by][key]! : []), made],
      enumerable: true,
      configurable: true,
    });
  }
};

/** What a machine is made of: nested, parallel, final and with histories, its states oddly named. */
export const charts: fc.Arbitrary<object> = fc
  .tuple(
    shapeOf(3, ['compound', 'compound', 'parallel']),
    fc.array(arrow, { minLength: 8, maxLength: 24, size: 'max' }),
    fc.constantFrom('m', 'my app', '(root)'),
  )
  .map(([root, arrows, id]) => {
    const places: Place[] = [];
    const config = write(root, `#${id}`, places, true);
    for (const each of arrows) draw(places, each);
    return { ...config, id };
  });

export const machineOf = (config: object): AnyStateMachine =>
  setup({
    guards: { never: () => false, always: () => true },
    delays: { 'some.delay': 5 },
  }).createMachine(config as never) as unknown as AnyStateMachine;
