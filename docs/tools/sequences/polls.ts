import type { Step } from '../../scenarios/index.js';

/** Polls that nothing comes between, in one. */
export interface Polls {
  readonly kind: 'polls';
  readonly request: Step;
  readonly response: Step;
  readonly count: number;
  /** Seconds from the one to the next. */
  readonly every: number;
}

const isPoll = (request: Step | undefined, response: Step | undefined): boolean =>
  request?.kind === 'request' &&
  request.endpoint === 'E10' &&
  response?.kind === 'response' &&
  response.endpoint === 'E10' &&
  response.to === request.from &&
  response.label === 'no profile';

/** The same steps, with polls that follow each other folded. */
export function foldPolls(steps: readonly Step[]): ReadonlyArray<Step | Polls> {
  const folded: Array<Step | Polls> = [];
  for (let index = 0; index < steps.length;) {
    let end = index;
    while (isPoll(steps[end], steps[end + 1]) && steps[end]?.from === steps[index]?.from) end += 2;
    const [request, response] = [steps[index]!, steps[index + 1]];
    const count = (end - index) / 2;
    if (count < 2 || !response) {
      folded.push(request);
      index += 1;
      continue;
    }
    const last = steps[end - 2] ?? request;
    const every = Math.round((last.at - request.at) / (count - 1) / 1000);
    folded.push({ kind: 'polls', request, response, count, every });
    index = end;
  }
  return folded;
}
