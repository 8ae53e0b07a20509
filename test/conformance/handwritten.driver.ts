import type { AppState, Integration, PlayResult, ShownMvpd } from '../../src/conformance/index.js';
import { Refused, service } from './handwritten.http.js';

/** What the app below does not have. */
export const lacking = [
  'secondary',
  'serviceToken',
  'subjectToken',
  'partner',
  'visitorId',
  'forwardedFor',
] as const;

const permanent = /_denied(_|$)/;

/** An app for a phone, by hand and without anything of this library: no marks, no temporary access. */
export const handwrittenIntegration: Integration = (world) => {
  const { storage, domainName, redirectUrl, verifyMediaToken } = world;
  const call = service(world);
  let state: AppState = { phase: 'busy' };
  let mvpd: ShownMvpd | undefined = JSON.parse(storage.getItem('mvpd') ?? 'null') ?? undefined;
  let configuration: { at: number; mvpds: ShownMvpd[] } | undefined;
  let session = { code: '', notAfter: 0 };
  let logouts: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (work: () => unknown, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(work, Math.min(ms, 2 ** 31 - 1));
  };
  const signedOut = () => {
    clearTimeout(timer);
    state = { phase: 'signedOut', ...(mvpd && { mvpd }) };
  };
  const signedIn = (id: string, notAfter = Infinity) => {
    mvpd = mvpd?.id === id ? mvpd : { id };
    storage.setItem('mvpd', JSON.stringify(mvpd));
    state = { phase: 'signedIn', mvpd };
    later(signedOut, notAfter - Date.now());
  };
  const trying = (work: () => Promise<void>) =>
    void work().catch((error: unknown) => {
      state = { phase: 'failed', message: String(error) };
    });

  trying(async () => {
    try {
      const path = mvpd ? `/profiles/${mvpd.id}` : '/profiles';
      const { profiles } = await call(path, { repeats: true });
      const [first] = Object.keys(profiles);
      if (first) signedIn(first, Number(profiles[first].notAfter));
      else signedOut();
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'invalid_integration') throw error;
      mvpd = undefined;
      signedOut();
    }
  });

  async function createSession(id: string) {
    const form = { mvpd: id, domainName, redirectUrl };
    const answer = await call('/sessions', { method: 'POST', form });
    if (answer.actionName === 'authorize') return signedIn(id);
    const { code } = answer;
    session = { code, notAfter: Number(answer.notAfter) };
    const url = new URL(answer.url, world.origin).href;
    state = { phase: 'signingIn', code, url };
    later(expire, session.notAfter - Date.now());
  }

  function expire() {
    state = { phase: 'expired' };
  }

  async function poll() {
    if (Date.now() >= session.notAfter) return expire();
    try {
      const { profiles } = await call(`/profiles/code/${session.code}`);
      const [first] = Object.keys(profiles);
      if (first) return signedIn(first, Number(profiles[first].notAfter));
    } catch (error) {
      if (error instanceof Refused && error.status === 400) return expire();
    }
    const next = Date.now() + 4000;
    if (next >= session.notAfter) later(expire, session.notAfter - Date.now());
    else later(poll, 4000);
  }

  async function decide(resource: string): Promise<PlayResult> {
    for (let tries = 0; ; tries++) {
      const json = { resources: [resource] };
      const path = `/decisions/authorize/${mvpd?.id}`;
      const { decisions } = await call(path, { method: 'POST', json, repeats: true });
      const { authorized, token, error } = decisions[0];
      if (authorized) {
        const isValid = await verifyMediaToken(token.serializedToken, resource);
        return { result: isValid ? 'permitted' : 'failed' };
      }
      if (error.action !== 'retry' || tries === 2) {
        if (error.action === 'authentication') return { result: 'needsSignIn' };
        const text = error.details ?? error.message;
        return { result: permanent.test(error.code) ? 'denied' : 'failed', text };
      }
      await new Promise((resolve) => void setTimeout(resolve, 1000 * 2 ** tries));
    }
  }

  const openNext = () => {
    const url = logouts.shift();
    if (url) state = { phase: 'signingOut', url };
    else signedOut();
  };

  return {
    state: () => state,
    signIn() {
      state = { phase: 'busy' };
      trying(async () => {
        if (mvpd) return createSession(mvpd.id);
        if (!configuration || Date.now() - configuration.at > 180_000) {
          const { requestor } = await call('/configuration', { repeats: true });
          const all: Array<ShownMvpd & { isTempPass?: boolean }> = requestor.mvpds;
          configuration = { at: Date.now(), mvpds: all.filter(({ isTempPass }) => !isTempPass) };
        }
        state = { phase: 'choosing', mvpds: configuration.mvpds };
      });
    },
    choose(id) {
      mvpd = configuration?.mvpds.find((one) => one.id === id) ?? { id };
      trying(() => createSession(id));
    },
    userAgentReturned() {
      if (state.phase === 'signingIn') void poll();
      else openNext();
    },
    async play(resource) {
      if (state.phase !== 'signedIn') return { result: 'needsSignIn' };
      const result = await decide(resource).catch((error: unknown): PlayResult => {
        const needsSignIn = error instanceof Refused && error.action === 'authentication';
        return { result: needsSignIn ? 'needsSignIn' : 'failed', text: String(error) };
      });
      if (result.result === 'needsSignIn') signedOut();
      return result;
    },
    signOut() {
      trying(async () => {
        const query = `redirectUrl=${encodeURIComponent(redirectUrl)}`;
        const answer = await call(`/logout/${mvpd?.id}?${query}`);
        const entries: Array<{ url?: string }> = Object.values(answer.logouts);
        logouts = entries.flatMap(({ url }) => url ?? []);
        storage.removeItem('mvpd');
        mvpd = undefined;
        openNext();
      });
    },
    stop() {
      clearTimeout(timer);
    },
  };
};
