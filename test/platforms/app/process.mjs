// A process of Node, Bun or Deno: `process.mjs <the app or its bundle> <order>`.
const [app, order] = process.argv.slice(2);
await import(app);
process.stdout.write(await globalThis.answer(order));
