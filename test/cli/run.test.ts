import { describe, expect, it } from 'vitest';
import { context, runIn } from './support.js';

describe('help and version', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands', async (args) => {
    const { code, out, err } = await runIn(context(), ...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: tve-auth-flow <command>/m);
    for (const name of ['demo', 'simulator', 'login', 'second-screen', 'inspect', 'service'])
      expect(out).toMatch(RegExp(`^  ${name} `, 'm'));
  });

  it.each(['demo', 'simulator', 'login', 'inspect'])('%s explains itself', async (name) => {
    const asked = await runIn(context(), name, '--help');
    expect(asked.code).toBe(0);
    expect(asked.out).toContain(`Usage: tve-auth-flow ${name} [options]`);
    expect(asked.out).toContain('--no-color');
    expect((await runIn(context(), name, '-h')).out).toBe(asked.out);
    expect((await runIn(context(), 'help', name)).out).toBe(asked.out);
  });

  it('says what the demo shows, act by act', async () => {
    const { out } = await runIn(context(), 'demo', '--help');
    expect(out.match(/^ {2}\d {2}/gm)).toHaveLength(9);
    expect(out).toMatch(/^ {2}9 {2}signing out/m);
  });

  it('fits into 100 columns', async () => {
    for (const args of [
      ['--help'],
      ['demo', '-h'],
      ['simulator', '-h'],
      ['login', '-h'],
      ['second-screen', '-h'],
      ['inspect', '-h'],
    ]) {
      const { out } = await runIn(context(), ...args);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });

  it('prints the version of the package', async () => {
    expect((await runIn(context(), '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a command line that makes no sense', () => {
  const login = ['login', '--service-provider', 'REF30'];
  it.each([
    [['nonsense'], 'unknown command "nonsense"'],
    [['--nonsense'], 'unknown option --nonsense'],
    [['--help', 'demo'], '--help stands alone'],
    [['demo', '--nonsense'], 'unknown option --nonsense'],
    [['demo', '-x'], 'unknown option -x'],
    [['demo', 'more'], 'unexpected "more"'],
    [['demo', '--json=yes'], '--json takes no value'],
    [['demo', '--json', '--json'], '--json is there twice'],
    [['demo', '--json', '--interactive'], '--json and --interactive exclude each other'],
    [['demo', '--constructor'], 'unknown option --constructor'],
    [['simulator', '--port'], '--port needs a value'],
    [['simulator', '--port', '--host', 'x'], '--port needs a value'],
    [['simulator', '--port', '65536'], '--port must be a whole number from 0 to 65535'],
    [['simulator', '--port=-1'], '--port must be a whole number'],
    [['simulator', '--port', '80.5'], '--port must be a whole number'],
    [['simulator', '--code-life', '0s'], '--code-life must be a time'],
    [['simulator', '--code-life', 'soon'], '--code-life must be a time'],
    [['simulator', '--service-provider', "x' y"], '--service-provider takes letters'],
    [['login', '--origin', 'https://x'], '--service-provider is missing'],
    [login, '--origin or --environment is missing'],
    [[...login, '--environment', 'mars'], '--environment must be one of release-production'],
    [[...login, '--origin', 'x', '--environment', 'y'], 'exclude each other'],
    [[...login, '--origin', 'ftp://x'], '--origin must be as https://host'],
    [[...login, '--origin', 'https://x/path'], '--origin must be as https://host'],
    [[...login, '--origin', 'https://user:pass@x'], '--origin must be as https://host'],
    [[...login, '--origin', 'http://example.com'], '--origin must be https:'],
    [[...login, '--origin', 'http://127.evil.com'], '--origin must be https:'],
    [[...login, '--origin', 'https://x'], 'TVE_SOFTWARE_STATEMENT is missing'],
    [[...login, '--origin', 'https://x', '--redirect-url', 'javascript:1'], '--redirect-url must'],
  ])('%j: one line, and 2', async (args, message) => {
    const { code, out, err } = await runIn(context(), ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toMatch(/^tve-auth-flow: [^\n]+ \(see tve-auth-flow [^\n]*--help\)\n$/);
  });
});
