import { relative } from 'node:path/posix';
import { defineConfig } from 'vitepress';
import { addressOf, linkOf, pageOf } from './addresses.js';
import { addDemo, demoOf, demoWhileWriting, embedOf } from './playground.js';
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
      const escape = (text: string) => markdown.utils.escapeHtml(text);
      // A paragraph that is one link to a step of a scenario shows the step, when it comes into sight.
      markdown.core.ruler.push('embeds', ({ tokens }) => {
        for (const [index, { children }] of tokens.entries()) {
          const [link, text, end] = children ?? [];
          const href = link?.type === 'link_open' ? (link.attrGet('href') ?? '') : '';
          const embed = embedOf(href);
          if (embed === undefined || !link || !text || children?.at(-1) !== end) continue;
          for (const paragraph of [tokens[index - 1], tokens[index + 1]])
            if (paragraph) paragraph.tag = 'figure';
          tokens[index - 1]?.attrSet('class', 'playground');
          link.type = 'html_inline';
          link.content = `<iframe data-src="${escape(embed)}" title="${escape(text.content)}"></iframe>`;
          children?.splice(1);
        }
      });
      markdown.core.ruler.push('links', ({ env, tokens }) => {
        // The search renders a page under its own path, the site under the rewritten one.
        const { path, realPath = path } = env as { path: string; realPath?: string };
        const from = relative(process.cwd(), realPath);
        for (const { children } of tokens) {
          let isText = false;
          for (const token of children ?? []) {
            if (token.type === 'link_open') {
              const href = token.attrGet('href') ?? '';
              const demo = demoOf(href);
              if (demo !== undefined) {
                // It is no page of VitePress, which would look for one.
                token.type = 'html_inline';
                token.content = `<a href="${escape(demo)}" target="_blank">`;
                continue;
              }
              const link = linkOf(from, href);
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
  vite: { build: { chunkSizeWarningLimit: 4000 }, plugins: [demoWhileWriting()] },
  async buildEnd({ pages: built, outDir }) {
    await addDemo(outDir);
    checkListed(built.map((page) => addressOf(pageOf(page))));
  },
});
