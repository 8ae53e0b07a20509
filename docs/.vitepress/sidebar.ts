/** A part of the sidebar: a title, and its pages by their addresses. */
type Part = readonly [title: string, pages: Readonly<Record<string, string>>];

/** What the reader wants, in the order of work. Every page of the site stands here once. */
const parts: readonly Part[] = [
  [
    'Start',
    {
      '/': 'First flow',
      '/guides': 'All guides',
      '/playground/': 'The playground',
      '/examples/': 'Examples',
      '/migration': 'Migration from an SDK',
      '/upgrading': 'From 0.1',
    },
  ],
  [
    'Sign a viewer in',
    {
      '/entitlement': 'Entitlement',
      '/authentication': 'Authentication',
      '/picker': 'The provider picker',
      '/partner-authentication': 'Partner authentication',
      '/preauthorization': 'Preauthorization',
      '/authorization': 'Authorization',
      '/logout': 'Logout',
      '/viewer-texts': 'What to tell the viewer',
    },
  ],
  [
    'Television',
    {
      '/storing': 'Storing and restoring',
      '/old-devices': 'Old devices',
      '/platforms': 'Platforms',
      '/performance': 'Performance',
    },
  ],
  ['Phone', { '/second-screen': 'Second screen' }],
  [
    'Backend',
    {
      '/durable': 'Flows on a server',
      '/hosting': 'Hosting on one server',
      '/deployment': 'Flows on a cluster',
      '/client': 'The client',
      '/temp-pass-reset': 'TempPass reset',
      '/security': 'Security',
      '/analytics': 'Analytics',
    },
  ],
  [
    'Debug',
    {
      '/errors': 'Errors and remedies',
      '/inspecting': 'Inspecting',
      '/flight-records': 'Flight records',
      '/command-line': 'The command line',
    },
  ],
  [
    'Test',
    {
      '/testing': "Test your app's flows",
      '/simulator': 'The simulator',
      '/conformance-suite': 'The conformance suite',
    },
  ],
  [
    'Reference',
    {
      '/api/': 'Entry points and schemas',
      '/api/main': 'tve-auth-flow',
      '/api/client': '/client',
      '/api/machines': '/machines',
      '/api/react': '/react',
      '/api/inspect': '/inspect',
      '/api/simulator': '/simulator',
      '/api/conformance': '/conformance',
      '/api/durable': '/durable',
      '/api/durable-sqlite': '/durable/sqlite',
      '/api/durable-restate': '/durable/restate',
      '/api/service': '/service',
      '/api/remote': '/remote',
      '/api/node': '/node',
      '/guarantees': 'What holds in every run',
      '/changelog': 'Changes',
    },
  ],
  ['Protocol', { '/flows': 'Flows over the wire', '/conformance': 'Conformance' }],
  [
    'Maintain',
    {
      '/contributing': 'Contributing',
      '/maintaining/architecture': 'Architecture',
      '/maintaining/checking': 'Figures and platforms',
      '/maintaining/releasing': 'Releasing',
      '/reporting': 'Reporting a vulnerability',
    },
  ],
];

export const sidebar = parts.map(([text, pages]) => ({
  text,
  items: Object.entries(pages).map(([link, name]) => ({ text: name, link })),
}));

/** The addresses that the sidebar leads to. */
const listed: ReadonlySet<string> = new Set(parts.flatMap(([, pages]) => Object.keys(pages)));

/** @throws Error where a page has no place in the sidebar */
export function checkListed(pages: readonly string[]): void {
  const lost = pages.filter((page) => !listed.has(page));
  if (lost.length > 0) throw new Error(`The sidebar does not lead to ${lost.join(', ')}.`);
}
