import { toBase64 } from '../../../src/protocol/base64.js';
import { parameters } from '../support/app-client.js';
import { info, softwareStatement } from '../support/info.js';

/** The requests of a device, with the headers that the client sends, and nothing else. */
export interface Bare {
  readonly createSession: () => Promise<string>;
  readonly profileForCode: (code: string) => Promise<string>;
}

async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return (await response.json()) as T;
}

const form = 'application/x-www-form-urlencoded';

export function bareFetch(origin: string, id: string): Bare {
  const accept = {
    Accept: 'application/json',
    'X-Device-Info': toBase64(JSON.stringify(info)),
  };
  const identifier = { 'AP-Device-Identifier': `fingerprint ${toBase64(id)}` };
  const api = `${origin}/api/v2/REF30`;
  let token: string | undefined;

  async function requestToken(): Promise<string> {
    const { client_id, client_secret } = await ask<{ client_id: string; client_secret: string }>(
      `${origin}/o/client/register`,
      {
        method: 'POST',
        headers: { ...accept, 'Content-Type': 'application/json' },
        body: JSON.stringify({ software_statement: softwareStatement }),
      },
    );
    const grant = { client_id, client_secret, grant_type: 'client_credentials' };
    const answer = await ask<{ access_token: string }>(`${origin}/o/client/token`, {
      method: 'POST',
      headers: { ...accept, 'Content-Type': form },
      body: new URLSearchParams(grant).toString(),
    });
    return answer.access_token;
  }

  const headers = async () => {
    token ??= await requestToken();
    return { ...accept, ...identifier, Authorization: `Bearer ${token}` };
  };

  return {
    async createSession() {
      const { code } = await ask<{ code: string }>(`${api}/sessions`, {
        method: 'POST',
        headers: { ...(await headers()), 'Content-Type': form },
        body: new URLSearchParams(parameters).toString(),
      });
      return code;
    },
    async profileForCode(code) {
      const { profiles } = await ask<{ profiles: Record<string, unknown> }>(
        `${api}/profiles/code/${code}`,
        { headers: await headers() },
      );
      return Object.keys(profiles)[0] ?? '';
    },
  };
}
