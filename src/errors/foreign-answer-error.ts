import { PassErrorBase, type PassErrorFields } from './base.js';

/**
 * Something between the device and Adobe answered: a captive portal, a proxy, a load balancer, a CDN. It
 * says nothing about the viewer. `code` is `foreign_answer`; `httpStatus` is what it answered with (0 for
 * a redirect that a browser hides), `captivePortal` whether it looks like the login page of a network.
 */
export class ForeignAnswerError extends PassErrorBase {
  override readonly name = 'ForeignAnswerError';
  declare readonly captivePortal?: boolean;
}

/** Makes one. The remedy is `retry`: the same request may reach Adobe later. */
export const foreignAnswer = (fields: Partial<PassErrorFields>): ForeignAnswerError =>
  new ForeignAnswerError('The answer did not come from Adobe Pass', {
    code: 'foreign_answer',
    remedy: 'retry',
    ...fields,
  });
