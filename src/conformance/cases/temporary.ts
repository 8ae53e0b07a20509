import { toBase64 } from '../../protocol/base64.js';
import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

const identity = '{"email":"f7ee5ec7312165148b69fcca1d29075b14b8aef0b5048a332b18b88d09069fb7"}';

/** A temporary access, beside a sign-in or instead of it. */
export const temporaryCases: readonly ConformanceCase[] = [
  {
    id: 'temporary-direct',
    title: 'plays with a temporary access at once, without a session',
    rules: ['R47', 'R194', 'R195'],
    level: 'SHOULD',
    needs: ['startTemporaryAccess'],
    async run({ start, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('TempPass_TEST40');
      await app.watches('news');
      const [decision] = expectSent('E14', 1, 'there was one play request');
      check(
        decision?.path.endsWith('/authorize/TempPass_TEST40'),
        `The decision should be asked of TempPass_TEST40. Seen: ${decision?.path ?? 'nothing'}.`,
      );
      expectSent('E4', 0, 'a temporary access needs no session');
    },
  },
  {
    id: 'temporary-identity',
    title: 'says who the viewer is where a promotional access is used',
    rules: ['R196', 'R199'],
    level: 'MUST',
    needs: ['startTemporaryAccess', 'tempPassIdentity'],
    identities: () => ({ tempPassIdentity: identity }),
    async run({ start, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('flexibleTempPass');
      const { result } = await app.play('news');
      const [decision] = expectSent('E14', [1, 1], 'there was one play request');
      const header = decision?.headers['ap-temppass-identity'];
      check(
        header === toBase64(identity),
        `E14 should have AP-TempPass-Identity: ${toBase64(identity)}. Seen: ${header ?? 'none'}.`,
      );
      check(result === 'permitted', `play() should be permitted, and is ${result}.`);
    },
  },
  {
    id: 'temporary-over',
    title: 'offers a regular sign-in when the temporary access is used up',
    rules: ['R186', 'R202', 'R208'],
    level: 'SHOULD',
    needs: ['startTemporaryAccess'],
    async run({ start, mark, pass, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('TempPass_TEST40');
      await app.watches('news');
      await pass(660_000);
      mark();
      const { result } = await app.play('sports');
      check(
        result === 'temporaryAccessOver',
        `play() should say that the temporary access is over, and is ${result}.`,
      );
      await pass(30_000);
      expectSent('E14', 1, 'what is used up stays so');
      await app.logIn();
      await app.watches('sports');
    },
  },
  {
    id: 'temporary-misconfigured',
    title: 'takes a temporary access that is set up wrongly for a failure, and for no end of it',
    rules: ['R172', 'R208'],
    level: 'MUST',
    needs: ['startTemporaryAccess'],
    async run({ start, simulator, pass, expectSent }) {
      simulator.mvpd({ id: 'TempPass_TEST40', tempPassMisconfigured: true });
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('TempPass_TEST40');
      const { result } = await app.play('news');
      check(
        result === 'failed' || result === 'denied',
        `play() should be failed, and is ${result}.`,
      );
      await pass(30_000);
      expectSent('E14', 1, 'no repetition changes a configuration');
    },
  },
  {
    id: 'temporary-beside-regular',
    title: 'leaves a temporary access for a regular one without a logout',
    rules: ['R138', 'R144', 'R145'],
    level: 'SHOULD NOT',
    needs: ['startTemporaryAccess'],
    async run({ start, sent, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('TempPass_TEST40');
      await app.watches('news');
      await app.logIn();
      await app.watches('news');
      expectSent('E15', 0, 'a temporary access needs no logout');
      const path = sent('E14').at(-1)?.path ?? 'nothing';
      check(
        path.endsWith('/authorize/Cablevision'),
        `The viewer has signed in: Cablevision decides. Seen: ${path}.`,
      );
    },
  },
];
