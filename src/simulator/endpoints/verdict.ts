import { errorCatalogue } from '../../protocol/error-catalogue.js';
import type { DecisionQuestion, Denial } from '../decisions.js';
import type { CheckedCall } from '../http/endpoint.js';
import { degradationOf, type Degradation, type SimulatedMvpd } from '../mvpds.js';
import { requireProfile } from './seen-profiles.js';
import { temporaryDecision } from './temporary.js';

/** What was decided about a resource. */
export interface Verdict {
  readonly source: 'mvpd' | 'degradation' | 'temppass' | 'dummy';
  /** Absent where it is permitted. */
  readonly denial?: Denial;
  /** How long it holds, in epoch milliseconds; not everywhere. */
  readonly times?: { readonly notBefore: number; readonly notAfter: number };
}

/**
 * Who decides about the resources of a call. What a tester has ordered goes first.
 *
 * @throws Refusal where nobody decides, since nobody is signed in
 */
export function judge(
  call: CheckedCall,
  mvpd: SimulatedMvpd,
  kind: DecisionQuestion['kind'],
): (resource: string) => Verdict {
  const { state } = call;
  const rule = degradationOf(mvpd);
  const source = sourceOf(mvpd, rule);
  if (source === 'mvpd' || source === 'dummy') requireProfile(call, mvpd.id);
  const now = state.now();
  const times = { notBefore: now, notAfter: now + state.settings.decisionLife };
  return (resource) => {
    const question: DecisionQuestion = {
      kind,
      resource,
      mvpd: mvpd.id,
      serviceProvider: call.params['serviceProvider'] ?? '',
      deviceId: call.deviceId,
    };
    const ordered = state.denials.take(question);
    if (ordered) return denied(source, ordered, times);
    switch (source) {
      case 'temppass':
        return temporaryVerdict(call, mvpd, question);
      case 'degradation':
        return degradedVerdict(mvpd, rule, times);
      case 'dummy':
        return { source, times };
      default: {
        const denial = mvpdDenial(mvpd, question);
        return denial ? denied(source, denial, times) : { source, times };
      }
    }
  };
}

function sourceOf(mvpd: SimulatedMvpd, rule: Degradation | undefined): Verdict['source'] {
  if (rule) return 'degradation';
  if (mvpd.tempPass) return 'temppass';
  return mvpd.dummyDecisions ? 'dummy' : 'mvpd';
}

/** An MVPD that says no is remembered for a while; one that says nothing is not. */
function denied(source: Verdict['source'], denial: Denial, times: Verdict['times']): Verdict {
  const { action } = errorCatalogue[denial.code as keyof typeof errorCatalogue] ?? {};
  const remembered = source === 'mvpd' && (denial.action ?? action) !== 'retry';
  return { source, denial, ...(remembered && times && { times }) };
}

function degradedVerdict(
  mvpd: SimulatedMvpd,
  rule: Degradation | undefined,
  times: Verdict['times'],
): Verdict {
  const source = 'degradation';
  if (rule === 'AuthZNone') {
    const { degradationMessage: details } = mvpd;
    const code = 'authorization_denied_by_degradation_rule';
    return { source, denial: { code, ...(details !== undefined && { details }) } };
  }
  // The sample of AuthZAll has no times; that of AuthNAll has.
  return { source, ...(rule === 'AuthNAll' && times && { times }) };
}

function temporaryVerdict(
  call: CheckedCall,
  mvpd: SimulatedMvpd,
  { kind, resource }: DecisionQuestion,
): Verdict {
  const source = 'temppass';
  const outcome = temporaryDecision(call, mvpd, kind, resource);
  if (typeof outcome === 'string') return { source, denial: { code: outcome } };
  return { source, times: { notBefore: call.state.now(), notAfter: outcome } };
}

function mvpdDenial(mvpd: SimulatedMvpd, question: DecisionQuestion): Denial | undefined {
  const { decide, permits } = mvpd;
  const decided = decide?.(question) ?? permits?.includes(question.resource) ?? true;
  if (decided === true) return undefined;
  if (decided !== false) return typeof decided === 'string' ? { code: decided } : decided;
  return question.kind === 'preauthorize'
    ? { code: 'preauthorization_denied_by_mvpd' }
    : {
        code: 'authorization_denied_by_mvpd',
        details: `Your subscription does not include ${question.resource}.`,
      };
}
