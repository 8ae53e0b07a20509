import { relative } from 'node:path/posix';
import { defineConfig } from 'vitepress';
import { addressOf, linkOf, pageOf } from './addresses.js';
import { checkListed, sidebar } from './sidebar.js';

// oxlint-disable-next-line import/no-default-export -- VitePress asks for it.
export default defineConfig({
  title: 'tve-auth-flow',
  description: 'TV Everywhere sign-in as statecharts, for Adobe Pass REST API V2.',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // The README and the other pages at the root of the repository belong to the site.
  srcDir: '..',
  srcExclude: ['{dist,machines,node_modules,src,test}/**', '.*/**', 'docs/api/*.api.md'],
  rewrites: pageOf,
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      markdown.core.ruler.push('links', ({ env, tokens }) => {
        // The search renders a page under its own path, the site under the rewritten one.
        const { path, realPath = path } = env as { path: string; realPath?: string };
        const from = relative(process.cwd(), realPath);
        for (const { children } of tokens) {
          let isText = false;
          for (const token of children ?? []) {
            if (token.type === 'link_open') {
              const link = linkOf(from, token.attrGet('href') ?? '');
              isText = link === undefined;
              if (link !== undefined) token.attrSet('href', link);
            }
            // What leads into the source is text here.
            if (isText && token.type.startsWith('link_')) {
              if (token.type === 'link_close') isText = false;
              token.type = 'html_inline';
              token.content = '';
            }
          }
        }
      });
      const fence = markdown.renderer.rules.fence;
      markdown.renderer.rules.fence = (...of) => {
        const [tokens, index] = of;
        const token = tokens[index];
        if (token?.info.trim() !== 'mermaid') return fence?.(...of) ?? '';
        return `<pre class="mermaid" v-pre>${markdown.utils.escapeHtml(token.content)}</pre>`;
      };
    },
  },
  themeConfig: {
    sidebar,
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guides', link: '/guides' },
      { text: 'Errors', link: '/errors' },
      { text: 'Reference', link: '/api/' },
    ],
  },
  // Mermaid's parts are large, and load only with a page that has a diagram.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  buildEnd({ pages: built }) {
    checkListed(built.map((page) => addressOf(pageOf(page))));
  },
});
