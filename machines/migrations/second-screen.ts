import { LEAST_INTERVAL } from '../authentication/limits.js';
import {
  begun,
  begunAnew,
  endOf,
  isObject,
  lastKnownTime,
  type Migration,
  type StoredFlow,
  without,
} from './stored.js';

/** What a retry goes back to. */
const again = (step: unknown) =>
  step === 'resuming' || step === 'opening' || step === 'checking'
    ? { 'secondScreen.withCode.again': [{ id: `secondScreen.withCode.${step}` }] }
    : {};

function checks(flow: StoredFlow, step: unknown) {
  if (step === 'asking') return begunAnew(flow, { checkProfile: 'check' });
  const at = Number(flow.context['lastCheckAt']) + LEAST_INTERVAL;
  return { pause: begun('waitUntil', { at, atMost: LEAST_INTERVAL }) };
}

function placeOf(flow: StoredFlow) {
  const { value } = flow;
  const expiry = begun('waitUntil', { at: endOf(flow.context) });
  if (isObject(value) && value['checking'] !== undefined)
    return { value: { withCode: value }, children: { expiry, ...checks(flow, value['checking']) } };
  switch (value) {
    case 'selecting':
    case 'resuming':
    case 'opening':
    case 'unfinished':
      return {
        value: { withCode: value },
        children: { expiry, ...begunAnew(flow, { resumeSession: 'resumeSession' }) },
      };
    default:
      return { value, children: begunAnew(flow, { validateCode: 'validateCode' }) };
  }
}

/** Pages on the phone of version 0.1.0, where each state of a code waited for its end by itself. */
export const secondScreenOfVersion1: Migration = (flow) => {
  const { value, context } = flow;
  return {
    ...flow,
    ...placeOf(flow),
    historyValue: value === 'failed' ? again(context['step']) : {},
    context: { ...without(context, 'step'), version: 2, clock: lastKnownTime(context) },
  };
};
