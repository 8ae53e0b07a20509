import type { Answer } from '../http/answer.js';

const style = `
:root{color-scheme:light dark;--back:#f3f5f9;--card:#fff;--text:#17202e;--soft:#556070;--line:#8791a0;--accent:#1450c8;--on:#fff;--bad:#b3131f}
@media (prefers-color-scheme:dark){:root{--back:#0f141c;--card:#1a212c;--text:#eef2f8;--soft:#a9b4c4;--line:#6b7789;--accent:#8fb4ff;--on:#0b1220;--bad:#ff9aa2}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--back);color:var(--text);font:1.0625rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:27rem;padding:2rem;background:var(--card);border-radius:1rem;box-shadow:0 1px 3px #0003,0 8px 32px #0001}
h1{margin:0 0 .5rem;font-size:1.6rem;line-height:1.2}
p{margin:.5rem 0 1rem}
.soft{color:var(--soft);font-size:.9375rem}
.bad{color:var(--bad);font-weight:600}
label,legend{display:block;margin:1rem 0 .25rem;font-weight:600}
input,select{width:100%;padding:.7rem .8rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}
select option{color:#17202e;background:#fff}
.code{font-size:1.4rem;letter-spacing:.15em;text-transform:uppercase}
button,.button{display:inline-block;margin:1.25rem .5rem 0 0;padding:.7rem 1.4rem;font:inherit;font-weight:600;border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on);text-decoration:none;cursor:pointer}
button.plain{background:transparent;color:var(--accent)}
a{color:var(--accent)}
a.button{color:var(--on)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code{font-size:.9em;overflow-wrap:anywhere}
ul{padding-left:1.2rem}
`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text safe between tags and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Builds HTML; every value that is filled in is escaped, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: ReadonlyArray<string | Html>): Html {
  return new Html(
    parts.reduce((text, part, index) => {
      const value = values[index - 1] ?? '';
      return text + (value instanceof Html ? value.text : escapeHtml(value)) + part;
    }),
  );
}

/** Text that is HTML. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** One piece of HTML out of many. */
export function join(pieces: readonly Html[]): Html {
  return new Html(pieces.map(({ text }) => text).join('\n'));
}

/** What a page may be told besides its content. */
export interface PageOptions {
  readonly status?: number;
  /** Sends the user agent on to this URL after some seconds. */
  readonly goOn?: { readonly url: string; readonly seconds: number };
  /** Where a form of this page may end, since browsers hold redirects against the policy too. */
  readonly endsAt?: string | undefined;
}

/** A whole page, with the headers that keep it harmless. */
export function page(title: string, content: Html, options: PageOptions = {}): Answer {
  const { goOn } = options;
  const refresh = goOn
    ? html`<meta http-equiv="refresh" content="${`${goOn.seconds};url=${goOn.url}`}" />`
    : html``;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${refresh}
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
  return {
    status: options.status ?? 200,
    headers: {
      'content-type': 'text/html;charset=UTF-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(options.endsAt),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: document.text,
  };
}

function policy(endsAt: string | undefined): string {
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(endsAt ?? '')?.[0].toLowerCase() ?? '';
  const custom = /^(?:https?:)?$/.test(scheme) ? '' : ` ${scheme}`;
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    // A redirectUrl may redirect further (adobe.com does), so its host alone would not do.
    `form-action 'self' https: http:${custom}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page for a request that cannot be served. */
export function errorPage(status: number, reason: string): Answer {
  const content = html`<h1>That did not work</h1>
    <p>${reason}</p>
    <p class="soft">Go back to your television and ask for a new code.</p>`;
  return { ...page('That did not work', content, { status }), reason };
}
