import { describe, expect, it } from 'vitest';
import { journalLine } from '../../src/cli/simulator/journal.js';
import { createSimulator } from '../../src/simulator/index.js';
import { context, runIn } from './support.js';

const statement = (value: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-device-info': btoa('{}') },
  body: JSON.stringify({ software_statement: value }),
});
const register = 'https://sp.auth-staging.adobe.com/o/client/register';

describe('the journal', () => {
  it('is a line for each request, without a secret', async () => {
    const lines: string[] = [];
    const { fetch, faults } = createSimulator({
      onRequest: (entry) => lines.push(journalLine(entry)),
    });
    await fetch(register, statement('planted'));
    await fetch(register, statement(7));
    faults.add({ cut: 'before' });
    await fetch(register, statement('planted')).catch(() => {});
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d {2}E1 {4}201 {2}POST {4}\/o\/client\/register$/),
      expect.stringMatching(/ 400 .*register {2}invalid_request: software_statement is missing\.$/),
      expect.stringMatching(/ cut .*register$/),
    ]);
    expect(lines.join('\n')).not.toContain('planted');
  });
});

describe('tve-auth-flow simulator', () => {
  /** Runs it until its first line about requests, does something, and stops it. */
  async function serving(args: readonly string[], visit: (guide: string) => Promise<void>) {
    const surroundings = context();
    const { stdout } = surroundings;
    let ended: ReturnType<typeof runIn> | undefined;
    await new Promise<void>((resolve) => {
      const write = (text: string) => {
        stdout.write(text);
        if (text.includes('Requests, until Ctrl-C')) resolve();
      };
      ended = runIn(
        { ...surroundings, stdout: { ...stdout, write } },
        ...['simulator', '--port', '0'].concat(args),
      );
    });
    await visit(surroundings.stdout.text());
    surroundings.stop();
    return ended!;
  }

  it('says what it serves first, serves it, and stops with 130', async () => {
    let origin = '';
    const { code, out, err } = await serving(['--code-life', '90s'], async (guide) => {
      origin = /Base URL +(\S+)/.exec(guide)?.[1] ?? '';
      const answer = await fetch(`${origin}/o/client/register`, statement('anything'));
      expect(answer.status).toBe(201);
    });
    expect({ code, err }).toEqual({ code: 130, err: '' });
    for (const word of ['REF30', 'Cablevision', '/activate', `curl -s ${origin}/o/client/register`])
      expect(out).toContain(word);
    expect(out.trimEnd()).toMatch(/E1 {4}201 {2}POST {4}\/o\/client\/register$/);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  it('says that a port is in use', async () => {
    await serving([], async (guide) => {
      const port = /127\.0\.0\.1:(\d+)/.exec(guide)?.[1] ?? '';
      const { code, out, err } = await runIn(context(), 'simulator', '--port', port);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toBe(`tve-auth-flow: Cannot listen on 127.0.0.1:${port}: the port is in use\n`);
    });
  });
});
