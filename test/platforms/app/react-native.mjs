// React Native's shape: an engine that has the language alone, less what Hermes lacks, and what React Native
// puts around it, with its flaws. `react-native.mjs <script of whatwg-fetch> <bundle> <order>`.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { XMLHttpRequest } from './xml-http-request.mjs';

const [whatwgFetch, bundle, order] = process.argv.slice(2);

/** Newer than the Hermes of React Native 0.72, or in no Hermes. */
const lacking = [
  'AggregateError',
  'Atomics',
  'FinalizationRegistry',
  'Iterator',
  'SharedArrayBuffer',
  'WeakRef',
  'WebAssembly',
  'Array.fromAsync',
  'Array.prototype.at',
  'Array.prototype.findLast',
  'Array.prototype.findLastIndex',
  'Array.prototype.toReversed',
  'Array.prototype.toSorted',
  'Array.prototype.toSpliced',
  'Array.prototype.with',
  'Object.groupBy',
  'Object.hasOwn',
  'Promise.any',
  'Promise.withResolvers',
  'String.prototype.at',
];

const context = vm.createContext({});
for (const path of lacking) {
  const [, owner, name] = /^(?:(.+)\.)?(\w+)$/.exec(path);
  vm.runInContext(`delete ${owner ?? 'globalThis'}.${name}`, context);
}

let last = 0;
const timers = new Map();
Object.assign(context, {
  XMLHttpRequest,
  console,
  process: { env: { NODE_ENV: 'production' } },
  setTimeout(callback, milliseconds) {
    last += 1;
    timers.set(
      last,
      setTimeout(() => callback(), milliseconds),
    );
    return last;
  },
  clearTimeout: (id) => clearTimeout(timers.get(id)),
});

// Written in the engine, so that what they throw is of the engine.
vm.runInContext(
  `
  var window = globalThis, self = globalThis, global = globalThis;
  var navigator = { product: 'ReactNative' };

  // Of a URL, React Native knows the text.
  globalThis.URL = class URL {
    constructor(url, base) { this._url = base === undefined ? url : base + url; }
    get href() { return this._url; }
    get host() { throw new Error('URL.host is not implemented'); }
    get hostname() { throw new Error('URL.hostname is not implemented'); }
    get origin() { throw new Error('URL.origin is not implemented'); }
    get pathname() { throw new Error('URL.pathname is not implemented'); }
    get port() { throw new Error('URL.port is not implemented'); }
    get protocol() { throw new Error('URL.protocol is not implemented'); }
    get search() { throw new Error('URL.search is not implemented'); }
    get searchParams() { throw new Error('URL.searchParams is not implemented'); }
    toString() { return this._url; }
  };
  globalThis.URLSearchParams = class URLSearchParams {
    constructor() { this._pairs = []; }
    append(name, value) { this._pairs.push([name, value]); }
    delete() { throw new Error('URLSearchParams.delete is not implemented'); }
    get() { throw new Error('URLSearchParams.get is not implemented'); }
    set() { throw new Error('URLSearchParams.set is not implemented'); }
    toString() { return this._pairs.map((pair) => pair.join('=')).join('&'); }
  };

  // No reason, no throwIfAborted(), no static functions.
  globalThis.AbortSignal = class AbortSignal {
    aborted = false;
    onabort = null;
    _listeners = [];
    addEventListener(type, listener) {
      if (type === 'abort' && !this._listeners.includes(listener)) this._listeners.push(listener);
    }
    removeEventListener(type, listener) {
      this._listeners = this._listeners.filter((other) => other !== listener);
    }
  };
  globalThis.AbortController = class AbortController {
    signal = new AbortSignal();
    abort() {
      if (this.signal.aborted) return;
      this.signal.aborted = true;
      const event = { type: 'abort', target: this.signal };
      this.signal.onabort?.(event);
      for (const listener of this.signal._listeners) listener.call(this.signal, event);
    }
  };
  `,
  context,
);

for (const file of [whatwgFetch, bundle]) {
  vm.runInContext(readFileSync(file, 'utf8'), context, { filename: file });
}
process.stdout.write(await context.answer(order));
