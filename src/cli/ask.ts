import { createInterface } from 'node:readline';

/**
 * Asks on this terminal, and gives the line that is typed. Nothing where the input ends (Ctrl-D), or the
 * signal.
 *
 * @param interrupted Called for Ctrl-C.
 */
export function ask(
  question: string,
  signal: AbortSignal,
  interrupted: () => void,
): Promise<string | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    let answer: string | undefined;
    const close = () => lines.close();
    signal.addEventListener('abort', close, { once: true });
    lines.on('SIGINT', interrupted);
    lines.on('close', () => {
      signal.removeEventListener('abort', close);
      // What comes next gets a line of its own.
      if (answer === undefined) process.stdout.write('\n');
      resolve(answer);
    });
    lines.question(question, (line) => {
      answer = line;
      lines.close();
    });
  });
}
