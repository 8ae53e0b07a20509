import type { Degradation } from '../../../src/simulator/index.js';
import type { Scenario } from '../scenario.js';
import { choose, logIn, sent, signedInBy, signInHere, watch, viewer } from './acts.js';
import { played, reached, should } from './telling.js';

const group = 'Degraded and temporary';

const ruled =
  (degraded: Degradation, degradationMessage?: string): NonNullable<Scenario['prepare']> =>
  (simulator) =>
    simulator.mvpd({
      id: 'Cablevision',
      permits: ['series'],
      degraded,
      ...(degradationMessage !== undefined && { degradationMessage }),
    });

export const degradedScenarios: readonly Scenario[] = [
  {
    id: 'degraded-authn-all',
    title: 'AuthNAll: nobody has to log in',
    about:
      'The login of the provider is out of order, and a rule lets everybody in. When the rule is gone, a decision asks for a login.',
    group,
    prepare: ruled('AuthNAll'),
    async tell(stage) {
      await choose(stage, 'Cablevision');
      await reached(stage, 'authenticated');
      signedInBy(stage, 'degraded');
      await watch(stage, 'news', 'degradation');
      stage.say('server', 'The rule is taken away.');
      stage.simulator.mvpd({ id: 'Cablevision', degraded: false });
      await viewer(stage, 'Picks series.');
      stage.tv.send({ type: 'play', resource: 'series' });
      await reached(stage, 'confirming');
      await viewer(stage, 'Says yes to the same provider.');
      stage.tv.send({ type: 'authenticate' });
      await logIn(stage);
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'series');
    },
  },
  {
    id: 'degraded-authz-all',
    title: 'AuthZAll: everything is permitted',
    about:
      "The provider can't decide, so a rule permits everything, also what it would deny. The login is as ever.",
    group,
    prepare: ruled('AuthZAll'),
    async tell(stage) {
      await signInHere(stage);
      signedInBy(stage, 'login', 'regular');
      await watch(stage, 'news', 'degradation');
    },
  },
  {
    id: 'degraded-authz-none',
    title: 'AuthZNone: everything is denied',
    about:
      'A rule denies everything, with the text of the programmer. The viewer stays signed in, and nothing is retried.',
    group,
    prepare: ruled('AuthZNone', 'Cablevision has no sports today.'),
    async tell(stage) {
      await signInHere(stage);
      const before = stage.simulator.requests.length;
      await viewer(stage, 'Picks series.');
      stage.tv.send({ type: 'play', resource: 'series' });
      const { error } = await played(stage, 'series', 'denied');
      should(
        error.code === 'authorization_denied_by_degradation_rule' &&
          error.details === 'Cablevision has no sports today.',
        'The rule should deny it, in the words of the programmer',
      );
      should(sent(stage, before).join() === 'E14', 'A denial should not be retried');
      await reached(stage, 'authenticated');
    },
  },
];
