import type { Scenario, Stage } from '../scenario.js';
import {
  choose,
  logIn,
  logInOnPhone,
  pick,
  sent,
  signInHere,
  startSignIn,
  typeCode,
  watch,
  viewer,
} from './acts.js';
import { reached, should, signIn } from './telling.js';

const group = 'Faults';

/** When the server saw these, in milliseconds from the first to the second. */
function gap({ simulator }: Stage, endpoint: string): number {
  const [first, second] = simulator.requests.filter((one) => one.endpoint === endpoint);
  return (second?.at ?? 0) - (first?.at ?? 0);
}

export const answerFaultScenarios: readonly Scenario[] = [
  {
    id: 'throttled',
    title: 'Too many requests',
    about:
      'The server answers 429, a page of HTML. The client waits for at least a second before it sends anything at all, and then goes on.',
    group,
    prepare: ({ faults }) => void faults.add({ endpoint: 'E4', status: 429 }),
    async tell(stage) {
      await signInHere(stage);
      should(gap(stage, 'E4') >= 1000, 'The second session should come a second later');
    },
  },
  {
    id: 'server-error',
    title: 'The server is out of order',
    about:
      'A list may be asked for again, so the client does that by itself. A session may not: there the viewer decides.',
    group,
    prepare({ faults }) {
      faults.add({ endpoint: 'E3', status: 503, times: 2 });
      faults.add({ endpoint: 'E4', code: 'internal_server_error' });
    },
    async tell(stage) {
      await choose(stage, 'Cablevision');
      should(sent(stage).filter((one) => one === 'E3').length === 3, 'The third list should do');
      await signIn(stage, 'failed');
      await viewer(stage, 'Tries again.');
      stage.tv.send({ type: 'retry' });
      await logIn(stage);
    },
  },
  {
    id: 'connection-cut',
    title: 'The connection is cut',
    about: 'Nothing comes through at the start of the app. It says so, and a retry goes on.',
    group,
    prepare: ({ faults }) => void faults.add({ endpoint: 'E8', cut: true, times: 3 }),
    async tell(stage) {
      const { error } = await reached(stage, 'failed');
      should(error.code === 'network_failure', `It should be the network: ${error.code}`);
      await viewer(stage, 'Mends the connection, and tries again.');
      stage.tv.send({ type: 'retry' });
      await reached(stage, 'unauthenticated');
    },
  },
  {
    id: 'silence',
    title: 'The server says nothing',
    about: 'No answer comes within 15 seconds. The client gives the request up, and repeats it.',
    group,
    prepare: ({ faults }) => void faults.add({ endpoint: 'E3', delay: 60_000 }),
    async tell(stage) {
      await startSignIn(stage);
      await reached(stage, 'choosing');
      should(gap(stage, 'E3') >= 15_000, 'It should be repeated after the time-out');
      await pick(stage, 'Cablevision');
      await logIn(stage);
    },
  },
  {
    id: 'captive-portal',
    title: 'The network of a hotel',
    about:
      "Everything is answered by a page of the network, with a 200. That is no answer of the server, and it ends nobody's access.",
    group,
    prepare: ({ faults }) => void faults.add({ html: true, times: Infinity }),
    async tell(stage) {
      const { error } = await reached(stage, 'failed');
      should(error.code === 'foreign_answer', `It should be a page: ${error.code}`);
      await viewer(stage, 'Signs in to the network, and tries again.');
      stage.simulator.faults.clear();
      stage.tv.send({ type: 'retry' });
      await reached(stage, 'unauthenticated');
    },
  },
  {
    id: 'truncated-json',
    title: 'Half an answer',
    about:
      'The list of providers breaks off in the middle. It is no JSON, so it is asked for again.',
    group,
    prepare: ({ faults }) => void faults.add({ endpoint: 'E3', truncate: true }),
    async tell(stage) {
      await startSignIn(stage);
      await reached(stage, 'choosing');
      should(sent(stage).join() === 'E1,E2,E8,E3,E3', `Two lists should do: ${sent(stage).join()}`);
      await pick(stage, 'Cablevision');
      await logIn(stage);
    },
  },
  {
    id: 'unknown-action',
    title: 'An action that nobody knows',
    about:
      'The session answers with an action name that is not documented. The flow fails safely, keeps the answer, and a retry creates another session.',
    group,
    prepare: ({ faults }) =>
      void faults.add({
        endpoint: 'E4',
        body: { actionName: 'dance', actionType: 'direct', reasonType: 'none' },
      }),
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { error } = await signIn(stage, 'failed');
      should(error.name === 'UnknownActionError', `It should be the action: ${error.name}`);
      await viewer(stage, 'Tries again.');
      stage.tv.send({ type: 'retry' });
      await logIn(stage);
    },
  },
  {
    id: 'polls-fail',
    title: 'Polls fail for a while',
    about:
      'The connection breaks while the television polls. The code lives on, the polls come less often, and the login is found in the end.',
    group,
    input: { screen: 'secondary' },
    prepare: ({ faults }) => void faults.add({ endpoint: 'E10', cut: true, times: 2 }),
    async tell(stage) {
      await choose(stage, 'Cablevision');
      const { code } = await signIn(stage, 'authenticate');
      await stage.clock.pass(20_000);
      const { error } = await signIn(stage, 'authenticate');
      should(error?.code === 'network_failure', 'The view should say why the last poll failed');
      await typeCode(stage, code);
      await logInOnPhone(stage);
      await reached(stage, 'authenticated');
      await watch(stage, 'news');
    },
  },
];
