import { createActor } from 'xstate';
import { isPassError, type Mvpd } from '../../client/index.js';
import {
  type SecondScreenEvent,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
  type SecondScreenView,
} from '../../index.js';
import type { CliContext } from '../context.js';
import { CommandError } from '../errors.js';
import { startFlow, type Surroundings } from '../flow.js';
import { FlowEnded } from '../flow-ended.js';
import type { Connection } from '../login/connect.js';
import { failureLine } from '../login/failure.js';
import { providerMeant, providerRows, providersOf } from './providers.js';
import { codeProblem, missingLine, narrationOf } from './words.js';

interface Errand extends Connection {
  readonly code: string | undefined;
  /** Whether the outcome is asked for at once, because the login was done before. */
  readonly check: boolean;
  /** Where somebody can be asked. */
  readonly ask: CliContext['ask'];
}

type View<P extends SecondScreenView['phase']> = Extract<SecondScreenView, { phase: P }>;

/** What comes of a phase: an event, nothing because the flow has moved on by itself, or the end. */
type Next = SecondScreenEvent | 'moved' | 'over';

/** Goes on with a code: asks for what is missing, shows the login page, and tells the outcome. @throws CommandError */
export async function goOn(errand: Errand, surroundings: Surroundings): Promise<void> {
  const { client, parameters, code, check, ask, target, why } = errand;
  const { screen, signal } = surroundings;
  let phase: SecondScreenView['phase'] | undefined;
  let question = new AbortController();
  let providers: readonly Mvpd[] | undefined;
  const flow = startFlow(
    createActor(secondScreenMachine.provide({ actors: secondScreenServices(client) }), {
      input: { ...parameters, ...(code !== undefined && { code }) },
    }),
    secondScreenView,
    { step: 'second-screen', machine: 'secondScreen', narration: narrationOf(check), onView },
    surroundings,
  );

  function onView(view: SecondScreenView): void {
    if (view.phase === phase) return;
    phase = view.phase;
    // What was asked of the former one has no use any more.
    question.abort();
  }

  /** What somebody types; nothing where nobody can, or the flow has moved on meanwhile. */
  async function answer(text: string): Promise<string | undefined> {
    question = new AbortController();
    return ask?.(text, AbortSignal.any([signal, question.signal]));
  }

  const complain = (text: string) => screen.entry({ kind: 'failed', label: 'problem', text });

  async function askForCode({ problem }: View<'enteringCode'>): Promise<Next> {
    const said = problem ? codeProblem(problem) : 'no code was given';
    if (problem && ask) complain(`${said}.`);
    const typed = await answer('Code: ');
    if (typed === undefined) throw new CommandError(said);
    return { type: 'code.entered', code: typed };
  }

  async function askForProvider(view: View<'selecting'>): Promise<Next> {
    const { missingParameters, problem } = view;
    const said = problem ? failureLine(problem, target, why) : missingLine(missingParameters);
    const [first, ...others] = missingParameters;
    if (!ask || first !== 'mvpd' || others.length > 0) throw new CommandError(said);
    if (problem) complain(`${said}.`);
    if (!providers) {
      providers = await providersOf(client, signal);
      screen.fields(providerRows(providers));
    }
    for (;;) {
      const typed = await answer('TV provider: ');
      if (phase !== 'selecting') return 'moved';
      if (typed === undefined) throw new CommandError(said);
      const meant = providerMeant(providers, typed);
      if (meant) return { type: 'mvpd.selected', mvpd: meant.id };
      complain('that is none of them: type a number, an id or a name.');
    }
  }

  async function showPage(view: View<'opening'>): Promise<Next> {
    if (check) return { type: 'userAgent.returned' };
    const { url, expiresAt } = view;
    screen.code({ code: view.code, page: url, scan: url, expiresAt });
    if (!ask) {
      const text = 'After the login, the same command with `--check` tells the outcome.';
      screen.entry({ kind: 'phase', label: 'then', text });
    }
    const typed = await answer('Press Enter when you have signed in: ');
    if (phase !== 'opening') return 'moved';
    return typed === undefined ? 'over' : { type: 'userAgent.returned' };
  }

  async function askAgain(): Promise<Next> {
    const said = 'the login has not finished';
    if (ask) complain(`${said}, as far as the server knows.`);
    const typed = await answer('Press Enter to look again: ');
    if (phase !== 'unfinished') return 'moved';
    if (typed === undefined) throw new CommandError(said);
    return { type: 'userAgent.returned' };
  }

  async function next(): Promise<Next> {
    const view = await flow.until([
      'enteringCode',
      'selecting',
      'opening',
      'unfinished',
      'success',
      'authorize',
    ]);
    switch (view.phase) {
      case 'enteringCode':
        return askForCode(view);
      case 'selecting':
        return askForProvider(view);
      case 'opening':
        return showPage(view);
      case 'unfinished':
        return askAgain();
      case 'success':
        screen.fields(Object.entries({ mvpd: view.mvpd, type: view.type }));
        return 'over';
      case 'authorize':
        screen.fields(Object.entries({ mvpd: view.mvpd, reason: view.reason }));
        return 'over';
    }
  }

  try {
    for (let event = await next(); event !== 'over'; event = await next()) {
      if (event !== 'moved') flow.send(event);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof CommandError) throw error;
    const failure = error instanceof FlowEnded ? error.error : isPassError(error) && error;
    throw failure ? new CommandError(failureLine(failure, target, why)) : error;
  } finally {
    flow.stop();
  }
}
