import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journeyOf, scenarios, type Step } from '../../docs/scenarios/index.js';
import { sequences } from '../../docs/tools/sequences.js';
import { cut } from '../../docs/tools/sequences/cut.js';
import { diagram, draw, partiesOf } from '../../docs/tools/sequences/draw.js';
import { flows } from '../../docs/tools/sequences/flows.js';
import { root } from './support/blocks.js';

const made = await sequences();
const textOf = (id: string) => made.get(`flow.${id}`) ?? '';

/** What each flow is about, in this order: requests with their answers. */
const about: Readonly<Record<string, readonly string[]>> = {
  registration: [
    'E1 POST',
    '201 client credentials',
    'E2 POST',
    '401',
    '400 invalid_client',
    'E1 POST',
  ],
  configuration: ['E3 GET', '200 TV providers'],
  dispatch: [
    '200 authenticate',
    '200 resume, missing mvpd',
    '200 authorize (degraded)',
    'E11 POST',
    '200 partner_profile',
    '200 dance',
  ],
  primary: [
    'E4 POST',
    'E7 GET',
    'login page',
    'userAgent.returned',
    'E10 GET',
    'Cablevision regular',
  ],
  secondary: ['E4 POST', 'loop every 5 s', 'E6 GET', 'lacks nothing', 'E7 GET', 'E10 GET'],
  'secondary-without-mvpd': ['200 resume', 'E6 GET', 'E3 GET', 'E5 POST', '200 retry', 'E5 POST'],
  polling: ['loop every 5 s, 359 times', 'expired', 'code.renew', 'E4 POST', 'CODE-2'],
  profiles: ['E8 GET', 'selectingProfile', 'E9 GET', 'confirming', 'E4 POST'],
  preauthorization: ['E13 POST', 'deny football (preauthorization_denied_by_mvpd)', 'marks'],
  authorization: ['E14 POST', 'permit news', 'media token', 'VALID_TOKEN', 'deny football'],
  logout: ['E15 GET', 'logout page', 'partner_logout', 'Dish complete', 'Cablevision invalid'],
  'single-logout': ['AD-Service-Token', 'Cablevision logout, Spectrum logout'],
  degraded: [
    'authorize (degraded)',
    'permit news (degradation)',
    'authorization_denied_by_degradation_rule',
  ],
  temporary: [
    'permit football (temppass)',
    'temporary_access_duration_limit_exceeded',
    'AP-TempPass-Identity',
    'temporary_access_resources_limit_exceeded',
  ],
  'service-token': [
    'E19 POST',
    'X-SSO-ID',
    'E21 POST',
    'X-SSO-LINK',
    'serviceTokenSSO',
    'E14 POST',
  ],
  'platform-identity': ['Adobe-Subject-Token', 'platformSSO', 'E14 POST'],
  partner: ['E3 GET', 'E11 POST', 'SAML request', 'E12 POST', 'appleSSO', 'E14 POST'],
  fallbacks: [
    'permission refused',
    'authenticate (pfs_fallback)',
    'authenticate (configuration_fallback)',
    'missing_parameters_fallback',
    'declined',
    '400 invalid_parameter_saml_response',
  ],
  'server-to-server': ['backend->>adobe: E4 POST', 'X-Forwarded-For', 'backend->>adobe: E14 POST'],
};

describe('the diagrams of the flows', () => {
  it('are all of the flows', () => {
    expect(new Set(made.keys())).toEqual(new Set(Object.keys(about).map((id) => `flow.${id}`)));
  });

  it.each(Object.entries(about))('show of %s what it is about', (id, words) => {
    const text = textOf(id);
    let from = 0;
    for (const word of words) {
      const found = text.indexOf(word, from);
      expect(found, `${word}\nin\n${text.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = found + word.length;
    }
  });

  it.each([...made])('are in the grammar of Mermaid: %s', (_name, text) => {
    const [open, kind, ...rest] = text.split('\n');
    expect([open, kind, rest.pop()]).toEqual(['```mermaid', 'sequenceDiagram', '```']);
    const declared = new Set<string>();
    let depth = 0;
    for (const line of rest.map((one) => one.trim())) {
      const [, id] = /^(?:participant|actor) (\w+) as [^:;#]+$/.exec(line) ?? [];
      const [, from, to] = /^(\w+)--?>>(\w+): [^;#]+$/.exec(line) ?? [];
      const [, over] = /^Note over ([\w,]+): [^;#]+$/.exec(line) ?? [];
      if (id !== undefined) declared.add(id);
      else if (from !== undefined && to !== undefined)
        expect([...declared]).toEqual(expect.arrayContaining([from, to]));
      else if (over !== undefined)
        expect([...declared]).toEqual(expect.arrayContaining(over.split(',')));
      else if (/^(alt|loop) [^;#]+$/.test(line)) depth += 1;
      else if (line === 'end') depth -= 1;
      else expect([line, depth > 0]).toEqual([expect.stringMatching(/^else [^;#]+$/), true]);
      expect(line.replaceAll('<br/>', '').replaceAll('>>', '')).not.toMatch(/[<>]|%%/);
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(declared.size).toBeGreaterThan(1);
  });

  it('leave the registration and the tokens to their own flow', () => {
    for (const [name, text] of made)
      expect([name, /E[12] POST/.test(text)]).toEqual([name, name === 'flow.registration']);
  });

  it('stand on a page that leads to every scenario, but for those that only faults tell apart', async () => {
    const page = await readFile(join(root, 'docs/flows.md'), 'utf8');
    const shown = new Set(flows.flatMap(({ stretches }) => stretches.map((one) => one.scenario)));
    const wanted = scenarios.filter(({ id, group }) => group !== 'Faults' || shown.has(id));
    const missing = wanted.filter(
      ({ id }) => !page.includes(`(http://127.0.0.1:4173/#scenario=${id})`),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});

const at = { at: 0, from: 'television', to: 'adobe' } as const;
const answer = { at: 0, from: 'adobe', to: 'television' } as const;

describe('a diagram', () => {
  it('folds polls that follow each other, and no others', () => {
    const poll = (time: number): Step[] => [
      { ...at, at: time, kind: 'request', endpoint: 'E10', label: 'E10 GET /x', details: [] },
      { ...answer, at: time, kind: 'response', endpoint: 'E10', status: 200, label: 'no profile' },
    ];
    const note: Step = { ...at, to: 'television', kind: 'state', phase: 'a', label: 'a' };
    const lines = draw([...poll(0), ...poll(5000), ...poll(10_000), note, ...poll(15_000)]);
    expect(lines).toEqual([
      'loop every 5 s, 3 times',
      '  television->>adobe: E10 GET /x',
      '  adobe-->>television: 200 no profile',
      'end',
      'Note over television: a',
      'television->>adobe: E10 GET /x',
      'adobe-->>television: 200 no profile',
    ]);
  });

  it('keeps from Mermaid what would end a line or begin HTML', () => {
    const [line] = draw([{ ...at, kind: 'event', label: 'a; b # c <script>' }]);
    expect(line).toBe('television->>adobe: a, b  c (script)');
  });

  it('has its participants from left to right', () => {
    const steps: Step[] = [{ ...answer, kind: 'event', label: 'x' }];
    expect(diagram(partiesOf(steps), draw(steps))).toBe(
      [
        '```mermaid',
        'sequenceDiagram',
        '  participant television as Television',
        '  participant adobe as Adobe Pass',
        '  adobe->>television: x',
        '```',
      ].join('\n'),
    );
  });

  it('has no stretch that its scenario does not go', async () => {
    const { steps } = await journeyOf(scenarios[0]!);
    const flow = flows[0]!;
    const stretch = { scenario: scenarios[0]!.id, from: 'E4', to: 'E12' };
    expect(() => cut(steps, stretch, flow)).toThrow('does not go from E4 to E12');
    expect(() => cut(steps, { ...stretch, from: 'E12' }, flow)).toThrow('does not go');
    // Backwards is no way.
    expect(() => cut(steps, { ...stretch, from: 'E15', to: 'E3' }, flow)).toThrow('does not go');
  });
});
