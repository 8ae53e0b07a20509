import { execFile } from 'node:child_process';
import { expect, inject } from 'vitest';
import type { Requests } from './host.js';

/** Runs a program to its end. @returns what it has printed */
export function run(program: string, words: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, timeout: 120_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${stdout}${stderr}`.trim() || error.message, { cause: error }));
      else resolve(stdout);
    });
  });
}

/**
 * Lives the life of a viewer in two processes.
 *
 * @param name Of the row, which is the device's model.
 * @param start Hands an order to a new process, and gives its answer.
 */
export async function live(name: string, start: (order: string) => Promise<string>): Promise<void> {
  const host = inject('host');
  const place = { name, host, origin: inject('origin'), silence: inject('silence') };
  const answer = await start(JSON.stringify({ part: 'signInAndPlay', place }));
  const state: unknown = JSON.parse(answer);
  await start(JSON.stringify({ part: 'restoreAndLogOut', place, state }));

  const response = await fetch(`${host}/requests?model=${encodeURIComponent(name)}`);
  const requests = (await response.json()) as Requests;
  const endpoints = requests.map(([endpoint]) => endpoint);
  expect(requests.filter(([, status = 599]) => status >= 400)).toEqual([]);
  expect(endpoints.filter((endpoint) => endpoint === 'E1')).toHaveLength(1);
  expect(endpoints.filter((endpoint) => endpoint === 'E14')).toHaveLength(2);
  expect(endpoints.filter((endpoint) => endpoint === 'E15')).toHaveLength(1);
}
