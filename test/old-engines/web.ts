import type { Simulator } from '../../src/simulator/index.js';
import type { Host } from './host.js';

/** `fetch` as an old browser has it, over what comes from outside. */
export const fetchCode = `
self.fetch = function fetch(url, init) {
  return new Promise(function (resolve, reject) {
    var plain = { method: init.method, headers: init.headers, body: init.body };
    host.send({ url: String(url), init: JSON.stringify(plain) }, function (error, status, headers, text) {
      if (error) return reject(new TypeError(error));
      var fields = JSON.parse(headers);
      resolve({
        status: status,
        ok: status >= 200 && status < 300,
        headers: { get: function (name) { return fields[name.toLowerCase()] || null; } },
        text: function () { return Promise.resolve(text); },
      });
    });
  });
};`;

/** The simulator and a clock, for an engine to talk to. */
export function createHost(simulator: Simulator, report: (text: string) => void): Host {
  return {
    now: () => Date.now(),
    report,
    send({ url, init }, answer) {
      const ask = async () => {
        const response = await simulator.fetch(url, JSON.parse(init) as RequestInit);
        const headers = JSON.stringify(Object.fromEntries(response.headers));
        answer(null, response.status, headers, await response.text());
      };
      ask().catch((error: unknown) => answer(String(error), 0, '{}', ''));
    },
  };
}

/** What browsers have beside the language. */
export function webOf(host: Host): Readonly<Record<string, unknown>> {
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let last = 0;
  return {
    host,
    btoa: (text: string) => btoa(text),
    setTimeout: (callback: () => void, milliseconds = 0) => {
      timers.set(++last, setTimeout(callback, milliseconds));
      return last;
    },
    clearTimeout: (id: number) => {
      clearTimeout(timers.get(id));
      timers.delete(id);
    },
  };
}
