import { describe, expect, it, vi } from 'vitest';
import { openScreen } from '../../src/cli/screen/index.js';
import { simulateTime, START } from '../support/world.js';
import { context, paper, seen, transitions } from './support.js';

simulateTime();

const code = {
  code: 'ABC1234',
  page: 'http://127.0.0.1:8080/activate',
  scan: 'http://127.0.0.1:8080/activate?code=ABC1234',
  expiresAt: START + 90_000,
};
const entry = {
  kind: 'phase',
  label: 'resume',
  text: 'The server wants to `know` more than a line of a narrow terminal can hold.',
  next: 'Show the code.',
} as const;

const hasEscape = (text: string) => text.includes('\u001B');
const hasQr = (text: string) => /[▀▄█]{3}/.test(text);

describe('a pipe', () => {
  it('gets each line once, without colour, cursor tricks, spinner or QR code', async () => {
    const surroundings = context();
    const screen = openScreen({}, surroundings);
    screen.title('name', 'About it.');
    screen.entry(entry);
    screen.code(code);
    const stop = screen.wait({ text: 'Waiting for the viewer', until: code.expiresAt });
    await vi.advanceTimersByTimeAsync(5000);
    stop();
    screen.close();
    const text = surroundings.stdout.text();
    expect(hasEscape(text)).toBe(false);
    expect(text).not.toContain('\r');
    expect(hasQr(text)).toBe(false);
    expect(text.match(/Waiting for the viewer\./g)).toHaveLength(1);
    expect(text).toContain('ABC1234');
    expect(text).toContain(code.page);
    expect(text).toContain('wants to know more');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a terminal', () => {
  it('shows a countdown that lives, and is left as it was', async () => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const { stdout } = surroundings;
    const screen = openScreen({}, surroundings);
    screen.wait({ text: 'Waiting', until: START + 90_000 });
    expect(stdout.text()).toContain('1:30  Waiting');
    await vi.advanceTimersByTimeAsync(31_000);
    expect(stdout.text()).toContain('0:59  Waiting');
    screen.entry(entry);
    screen.close();
    expect(stdout.text().lastIndexOf('\u001B[?25h')).toBeGreaterThan(
      stdout.text().lastIndexOf('\u001B[?25l'),
    );
    expect(seen(stdout.text())).toMatch(/^ {2}resume +The server/);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['NO_COLOR', {}, { NO_COLOR: '1' }],
    ['--no-color', { 'no-color': true as const }, {}],
  ])('has no colour with %s', (_, flags, env) => {
    const surroundings = context({ stdout: paper({ columns: 100 }), env });
    const screen = openScreen(flags, surroundings);
    screen.heading('Heading', 'aside');
    screen.entry(entry);
    screen.code(code);
    expect(hasEscape(surroundings.stdout.text())).toBe(false);
    expect(hasQr(surroundings.stdout.text())).toBe(true);
  });

  it.each([45, 60, 80, 100])('stays within %i columns', (columns) => {
    const surroundings = context({ stdout: paper({ columns }) });
    const screen = openScreen({}, surroundings);
    screen.title('name', entry.text);
    screen.heading('A heading of some length', 'partnerAuthenticationMachine');
    screen.entry(entry);
    screen.code(code);
    screen.wait({ text: 'Waiting for somebody to come and sign in', until: START + 1000 });
    const widest = Math.max(
      ...seen(surroundings.stdout.text())
        .split('\n')
        .map((line) => line.trimEnd().length),
    );
    expect(widest, seen(surroundings.stdout.text())).toBeLessThanOrEqual(columns);
    screen.close();
  });

  it('leaves the QR code out where there is no room for it', () => {
    for (const size of [{ columns: 30 }, { columns: 100, rows: 20 }]) {
      const surroundings = context({ stdout: paper(size) });
      openScreen({}, surroundings).code(code);
      expect(hasQr(surroundings.stdout.text())).toBe(false);
      expect(surroundings.stdout.text()).toContain('ABC1234');
    }
  });

  it('gives text of a server no power over it', () => {
    const surroundings = context();
    const text = 'evil \u001B]0;title\u0007 \u001B[2J\r\nnext \u202Eline';
    const screen = openScreen({}, surroundings);
    screen.entry({ ...entry, label: 'a\u001B[1m', text });
    screen.fields([['name', text]]);
    screen.verbatim([text]);
    screen.code({ ...code, code: text });
    // oxlint-disable-next-line no-control-regex -- None of them may be left.
    expect(surroundings.stdout.text()).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
  });
});

describe('an entry', () => {
  const nested = { ...entry, label: 'authenticating', inner: 'partner_profile', text: 'It runs.' };
  const rows = [
    ['news', 'open'],
    ['football', 'locked, because the provider says so'],
  ] as const;
  const shown = (columns: number, margin?: number) => {
    const surroundings = context({ stdout: paper({ columns }) });
    const screen = openScreen({ 'no-color': true }, surroundings, margin);
    screen.entry({ ...nested, rows });
    return surroundings.stdout.text();
  };

  it('has the phase within its phase below it, and a list below its text', () => {
    expect(shown(80, 25)).toBe(
      [
        '  authenticating         It runs.',
        '    partner_profile      news      open',
        '                         football  locked, because the provider says so',
        '                         → Show the code.',
        '',
      ].join('\n'),
    );
  });

  it('has them beside each other where there is little room', () => {
    expect(shown(40)).toBe(
      [
        '  authenticating partner_profile',
        '    It runs.',
        '    news      open',
        '    football  locked, because the',
        '              provider says so',
        '    → Show the code.',
        '',
      ].join('\n'),
    );
  });

  it('takes a label that is longer than the margin', () => {
    expect(shown(80, 5)).toMatch(/^ {2}authenticating {2}It runs.\n {4}partner_profile {2}news/);
  });

  it('is followed by a blank line, and a heading by one alone', () => {
    const { stdout } = context();
    const screen = openScreen({}, context({ stdout }));
    screen.entry({ kind: 'done', label: 'one', text: 'One.' });
    screen.heading('Two');
    screen.entry({ kind: 'phase', label: 'two', text: 'Two.' });
    screen.heading('Three');
    expect(stdout.text()).toMatch(/One\.\n\nTwo\n\n {2}two +Two\.\n\nThree\n\n$/);
  });
});

describe('--json', () => {
  it('prints transitions only, and no secret', () => {
    const surroundings = context({ stdout: paper({ columns: 100 }) });
    const screen = openScreen({ json: true }, surroundings);
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln';
    screen.title('name', 'About it.');
    screen.entry(entry);
    screen.code(code);
    screen.wait({ text: 'Waiting' })();
    const view = {
      url: 'https://example.com/logout?ticket=planted',
      error: { message: `no ${jwt}`, accessToken: 'planted' },
      profile: { attributes: { userID: { value: 'planted' } } },
    };
    screen.transition({ at: 1, step: 's', machine: 'm', phase: 'p', state: 'p.q', view });
    screen.close();
    expect(surroundings.stdout.text()).not.toMatch(/planted|eyJ/);
    expect(transitions(surroundings.stdout.text())).toEqual([
      {
        at: 1,
        step: 's',
        machine: 'm',
        phase: 'p',
        state: 'p.q',
        view: {
          url: 'https://example.com/logout?[redacted]',
          error: { message: 'no [redacted]', accessToken: '[redacted]' },
          profile: { attributes: { userID: '[redacted]' } },
        },
      },
    ]);
  });
});
