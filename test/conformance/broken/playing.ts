import type { PlayResult } from '../../../src/conformance/index.js';
import { type Breakage, inWorld, withDriver } from './support.js';

/** Says one thing of a play request in place of another. */
const saying = (result: PlayResult['result'], inPlaceOf: PlayResult['result']) =>
  withDriver((app) => ({
    async play(resource) {
      const ended = await app.play(resource);
      return ended.result === inPlaceOf ? { result } : ended;
    },
  }));

/** Apps that play, or say why not, in the wrong way. */
export const brokenPlaying: readonly Breakage[] = [
  {
    title: 'plays what a list permits',
    seenBy: 'preauthorization-no-playback',
    integration: withDriver((app) => {
      const permitted = new Set<string>();
      return {
        async preauthorize(resources) {
          const marks = await app.preauthorize(resources);
          for (const resource of resources) if (marks[resource]) permitted.add(resource);
          return marks;
        },
        play: async (resource) =>
          permitted.has(resource) ? { result: 'permitted' } : app.play(resource),
      };
    }),
  },
  {
    title: 'plays a second time without a decision',
    seenBy: 'authorization-each-play',
    integration: withDriver((app) => {
      const permitted = new Set<string>();
      return {
        async play(resource) {
          if (permitted.has(resource)) return { result: 'permitted' };
          const ended = await app.play(resource);
          if (ended.result === 'permitted') permitted.add(resource);
          return ended;
        },
      };
    }),
  },
  {
    title: 'uses a media token again',
    seenBy: 'authorization-media-token-once',
    integration: inWorld(({ verifyMediaToken }) => {
      let first: string | undefined;
      return {
        verifyMediaToken: (token, resource) => verifyMediaToken((first ??= token), resource),
      };
    }),
  },
  {
    title: 'verifies no media token',
    seenBy: 'authorization-media-token-once',
    integration: inWorld(() => ({ verifyMediaToken: async () => true })),
  },
  {
    title: 'stores its media tokens',
    seenBy: 'authorization-media-token-not-stored',
    integration: inWorld(({ storage, verifyMediaToken }) => ({
      verifyMediaToken(token, resource) {
        storage.setItem('last', token);
        return verifyMediaToken(token, resource);
      },
    })),
  },
  {
    title: 'renews the media token of a stream that runs',
    seenBy: 'authorization-stream-goes-on',
    integration: withDriver((app) => ({
      play(resource) {
        setInterval(() => void app.play(resource), 420_000);
        return app.play(resource);
      },
    })),
  },
  {
    title: 'says nothing of the reason of a denial',
    seenBy: 'authorization-denial-text',
    integration: withDriver((app) => ({
      play: async (resource) => ({ result: (await app.play(resource)).result }),
    })),
  },
  {
    title: 'signs out on a denial',
    seenBy: 'authorization-denial-keeps-sign-in',
    integration: withDriver((app) => ({
      async play(resource) {
        const ended = await app.play(resource);
        if (ended.result === 'denied') await app.signOut();
        return ended;
      },
    })),
  },
  {
    title: 'takes the end of a profile for a denial',
    seenBy: 'profile-expired',
    integration: saying('denied', 'needsSignIn'),
  },
  {
    title: 'takes the end of a temporary access for a denial',
    seenBy: 'temporary-over',
    integration: saying('denied', 'temporaryAccessOver'),
  },
  {
    title: 'signs in for a temporary access',
    seenBy: 'temporary-direct',
    integration: withDriver((app) => ({
      async startTemporaryAccess(mvpd) {
        await app.signIn();
        await new Promise((resolve) => void setTimeout(resolve, 500));
        await app.choose(mvpd);
      },
    })),
  },
  {
    title: 'never ends to play',
    seenBy: 'authorization-one-resource',
    integration: withDriver(() => ({ play: () => new Promise(() => {}) })),
  },
  {
    title: 'takes an invalidated profile for a failure',
    seenBy: 'profile-invalidated',
    integration: saying('failed', 'needsSignIn'),
  },
  {
    title: 'takes a word of the MVPD to sign in again for a denial',
    seenBy: 'authorization-reauthenticate',
    integration: saying('denied', 'needsSignIn'),
  },
  {
    title: 'takes a page for a permit',
    seenBy: 'errors-html',
    integration: saying('permitted', 'failed'),
  },
  {
    title: 'takes a temporary access that is set up wrongly for one that is over',
    seenBy: 'temporary-misconfigured',
    integration: saying('temporaryAccessOver', 'failed'),
  },
  {
    title: 'takes an error for a failure because HTTP says 200',
    seenBy: 'errors-status-differs',
    integration: saying('failed', 'needsSignIn'),
  },
];
