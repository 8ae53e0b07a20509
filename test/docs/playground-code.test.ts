import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phaseCode } from '../../docs/playground/code/phases.js';
import { stateCode } from '../../docs/playground/code/states.js';
import { readChart, statesOf } from '../../docs/chart/index.js';
import { machines } from '../../docs/tools/machines.js';

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n');
const code = stateCode();
const plain = (text: string) => text.replace(/^ +/gm, '');

/** Whether brackets are closed as they were opened. */
const isWhole = (text: string) => {
  const bare = text.replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  const count = (bracket: string) => bare.split(bracket).length;
  return count('{') === count('}') && count('[') === count(']');
};

describe.each(Object.entries(machines))('the code of %s', (_, machine) => {
  const states = statesOf(readChart(machine)).map((state) => [state.path, state] as const);

  it.each(states)('has the lines of its state “%s”', (path, { name, description }) => {
    const { file, line, text } = code[machine.id]![path]!;
    const cut = text.split('\n');
    const real = linesOf(file).slice(line - 1, line - 1 + cut.length);
    expect(plain(text)).toBe(plain(real.join('\n')));
    if (path === '') return;
    expect(cut[0]).toMatch(new RegExp(`\\b${name}\\b`));
    expect(text.replaceAll(/\s+/g, ' ')).toContain(description);
    expect(isWhole(text)).toBe(true);
  });
});

describe('the code of a phase', () => {
  it('is the lines of each example that render it', () => {
    const { DOM, React, TV } = phaseCode();
    const texts = (snippets: ReadonlyArray<{ readonly text: string }> = []) =>
      snippets.map(({ text }) => text);
    expect(texts(DOM['choosing'])).toEqual([
      "choosing: ['Who is your TV provider?', back],",
      expect.stringMatching(/^if \(step\.phase === 'choosing'\)\n[^]*mvpd\.selected[^]*;$/),
    ]);
    expect(texts(React['choosing'])).toEqual([expect.stringContaining('mvpds.map(')]);
    // What the entry names is shown with it.
    expect(texts(TV['resume'])).toEqual([
      'resume: code,',
      expect.stringContaining('const code: Screen = {'),
    ]);
  });

  it('is there for every phase that needs the viewer', () => {
    const asked = ['unauthenticated', 'choosing', 'authenticate', 'expired', 'authenticated'];
    for (const [example, phases] of Object.entries(phaseCode()))
      for (const phase of asked)
        expect(`${example} ${Object.keys(phases).join(' ')}`).toContain(phase);
    for (const { file, line, text } of Object.values(phaseCode()).flatMap((phases) =>
      Object.values(phases).flat(),
    ))
      expect(linesOf(file)[line - 1]).toContain(text.split('\n')[0]);
  });
});
