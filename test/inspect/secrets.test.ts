import { expect, it } from 'vitest';
import { createInspection } from '../../src/inspect/index.js';
import { simulateTime } from '../support/world.js';
import { lifeOfAViewer } from './support/life.js';
import { formsOf, foundIn, Secrets } from './support/plant.js';
import { watcher } from './support/watch.js';

simulateTime();

const wholeLife = ['restoring', 'checking', 'unauthenticated', 'fetchingConfiguration', 'choosing'];

it('a secret can be found in each of its forms', () => {
  const secret = 'planted1secret1x';
  for (const [at, before] of ['', 'x', 'xy', '{"a":"'].entries()) {
    expect(
      foundIn(Buffer.from(`${before}${secret} after`).toString('base64'), [secret]),
      `${at}`,
    ).toEqual([secret]);
  }
  expect(foundIn(`a ${secret}`, [secret, 'planted2secret2x'])).toEqual([secret]);
  expect(formsOf(secret)).toHaveLength(4);
});

it.each(['from the start', 'later'] as const)(
  'no secret of a sign-in, a play request and a sign-out is seen by who looks on %s',
  async (attach) => {
    const secrets = new Secrets();
    const { sink, seen } = watcher();
    const phases = await lifeOfAViewer(secrets, createInspection({ sinks: [sink] }), attach);
    expect(phases).toEqual([
      ...wholeLife,
      'authenticating',
      'authenticated',
      'loggingOut',
      'unauthenticated',
    ]);
    expect(secrets.all.length).toBeGreaterThan(100);
    expect(seen.length).toBeGreaterThan(100);
    const texts = seen.map(({ actor: { machine: _, ...actor }, ...observation }) =>
      JSON.stringify({ ...observation, actor }),
    );
    expect(foundIn(texts.join('\n'), secrets.all)).toEqual([]);
  },
);
