import type { Browser } from 'playwright-core';

interface Tab {
  /** Runs a bundle, and gives the milliseconds that took. @throws Error where it failed */
  readonly run: (code: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

// Secure, as crypto.subtle wants it; every request but the page's own waits for ever.
const PAGE = 'https://app.example/';

/** An empty page in a context of its own, so that nothing is compiled already. */
export async function openTab(browser: Browser, slower: number): Promise<Tab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.route('**', (route) =>
    route.request().url() === PAGE
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>app</title>' })
      : undefined,
  );
  await page.goto(PAGE);
  // What the browser's own fetch costs is nobody's to answer for.
  await page.evaluate(() => {
    globalThis.fetch = () => new Promise(() => {});
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return {
    async run(code) {
      const time = await page.evaluate((text) => {
        const script = document.createElement('script');
        script.textContent = text;
        const start = performance.now();
        // Compiled and run before `append` returns.
        document.head.append(script);
        return performance.now() - start;
      }, code);
      if (errors.length > 0) throw new Error(`A bundle failed in the page: ${errors.join('; ')}`);
      return time;
    },
    close: () => context.close(),
  };
}
