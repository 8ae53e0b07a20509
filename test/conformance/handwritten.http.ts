import type { ConformanceWorld } from '../../src/conformance/index.js';

/** Whatever JSON says; a service of one's own would check it. */
type Json = ReturnType<typeof JSON.parse>;

interface Registration {
  client_id: string;
  client_secret: string;
  token?: string;
  /** Epoch milliseconds. */
  renewAt?: number;
}

interface Call {
  method?: string;
  form?: Record<string, string>;
  json?: object;
  /** Whether it may be sent again where nobody knows what became of it. */
  repeats?: boolean;
}

/** An answer that has an error, or a decision that has one. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code = '',
    readonly action = '',
  ) {
    super(code || `HTTP ${status}`);
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Calls of the service by hand: registration, token, headers, 401, 429, and repetitions. */
export function service(world: ConformanceWorld) {
  const { origin, storage, device, softwareStatement } = world;
  const deviceInfo = btoa(JSON.stringify(device.info));
  let flight: Promise<string> | undefined;
  let pausedUntil = 0;

  async function exchange(path: string, init: RequestInit): Promise<Json> {
    for (let left = 2; ; left--) {
      while (Date.now() < pausedUntil) await wait(pausedUntil - Date.now());
      const response = await world.fetch(origin + path, init);
      const text = await response.text();
      if (response.status === 429) {
        pausedUntil = Date.now() + 1100;
        if (left > 0) continue;
      }
      let body: Json;
      try {
        body = JSON.parse(text);
      } catch {
        throw new Refused(response.status === 200 ? 502 : response.status);
      }
      const isError = !response.ok || Number(body.status) >= 400;
      if (!isError) return body;
      throw new Refused(response.status, body.code ?? body.error, body.action);
    }
  }

  const post = (path: string, type: string, body: string) =>
    exchange(path, {
      method: 'POST',
      headers: { 'Content-Type': type, 'X-Device-Info': deviceInfo },
      body,
    });

  async function register(): Promise<Registration> {
    const statement = JSON.stringify({ software_statement: softwareStatement });
    const { client_id, client_secret } = await post(
      '/o/client/register',
      'application/json',
      statement,
    );
    return { client_id, client_secret };
  }

  async function renew(known: Registration): Promise<string> {
    const { client_id, client_secret } = known;
    const form = new URLSearchParams({
      client_id,
      client_secret,
      grant_type: 'client_credentials',
    });
    const type = 'application/x-www-form-urlencoded';
    const answer = await post('/o/client/token', type, form.toString());
    const renewAt = Date.now() + answer.expires_in * 900;
    const kept = { client_id, client_secret, token: answer.access_token, renewAt };
    storage.setItem('registration', JSON.stringify(kept));
    return kept.token;
  }

  async function obtain(refused?: string): Promise<string> {
    const stored = storage.getItem('registration');
    const known: Registration = stored ? JSON.parse(stored) : await register();
    const { token, renewAt = 0 } = known;
    if (token && token !== refused && Date.now() < renewAt) return token;
    try {
      return await renew(known);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'invalid_client') throw error;
      return renew(await register());
    }
  }

  function accessToken(refused?: string): Promise<string> {
    flight ??= obtain(refused).finally(() => (flight = undefined));
    return flight;
  }

  async function once(
    path: string,
    { method = 'GET', form, json }: Call,
    refused?: string,
  ): Promise<Json> {
    const token = await accessToken(refused);
    const headers: Record<string, string> = {
      Authorization: `Bearer ${token}`,
      'AP-Device-Identifier': `fingerprint ${btoa(device.id)}`,
      'X-Device-Info': deviceInfo,
    };
    if (form) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    if (json) headers['Content-Type'] = 'application/json';
    const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
    try {
      return await exchange(path, { method, headers, ...(body && { body }) });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || refused) throw error;
      return once(path, { method, ...(form && { form }), ...(json && { json }) }, token);
    }
  }

  return async function call(path: string, options: Call = {}): Promise<Json> {
    for (let tries = 0; ; tries++) {
      try {
        return await once(`/api/v2/${world.serviceProvider}${path}`, options);
      } catch (error) {
        const { status = 500, action = '' } = error as Partial<Refused>;
        if (!options.repeats || tries === 2 || (status < 500 && action !== 'retry')) throw error;
        await wait(1000 * 2 ** tries);
      }
    }
  };
}
