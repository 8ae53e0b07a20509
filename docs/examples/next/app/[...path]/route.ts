import { createSimulator } from 'tve-auth-flow/simulator';

/* The simulator, at the origin of the page. An app that talks to Adobe deletes this file. */

const simulator = createSimulator();
simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });

async function answer(request: Request): Promise<Response> {
  const { url, method, headers } = request;
  const body = method === 'GET' ? null : await request.text();
  return simulator.fetch(url, { method, headers, body, redirect: 'manual' });
}

export { answer as DELETE, answer as GET, answer as POST };
