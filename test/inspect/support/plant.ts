/** What a person or the protocol has to see as it is; everything else that is a text can be anything. */
const asItIs = new Set(
  [
    // Read by the flow.
    'actionName actionType reasonType type token_type missingParameters',
    'source resource notBefore notAfter issuedAt expires_in serviceProvider state',
    // Shown to the viewer, who types it, picks it, or goes there.
    'mvpd id displayName logoUrl code url issuer platformMappingId',
  ].flatMap((names) => names.split(' ')),
);

/** By MVPD: one more entry would be one more MVPD. */
const maps = new Set(['profiles', 'logouts']);

/** Secrets, each another one, in every place where one can stand. */
export class Secrets {
  /** By what stands in their place on the server. */
  readonly #planted = new Map<string, string>();
  #count = 0;

  /** A text that can be found again. */
  make(instead = ''): string {
    this.#count += 1;
    const secret = `planted${this.#count}secret${this.#count}x`;
    this.#planted.set(secret, instead);
    return secret;
  }

  get all(): readonly string[] {
    return [...this.#planted.keys()];
  }

  /** A signed token, as single sign-on has it, with a secret in each part that can hold one. */
  token(expires: number): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return [
      part({ alg: 'RS256', kid: this.make() }),
      part({ sub: this.make(), exp: Math.floor(expires / 1000) }),
      Buffer.from(this.make()).toString('base64url'),
    ].join('.');
  }

  /** An answer with a secret in each text, and one more member in each object. */
  plant(value: unknown, name = ''): unknown {
    if (typeof value === 'string')
      return asItIs.has(name) || value === '' ? value : this.make(value);
    if (Array.isArray(value)) return value.map((item) => this.plant(item, name));
    if (typeof value !== 'object' || value === null) return value;
    const planted = Object.entries(value).map(([key, item]) => [key, this.plant(item, key)]);
    if (maps.has(name)) return Object.fromEntries(planted) as unknown;
    return { ...Object.fromEntries(planted), comment: this.make() };
  }

  /** What the server has sent, where the app sends it back. */
  #restore(text: string): string {
    let restored = text;
    for (const [secret, instead] of this.#planted) {
      if (instead !== '') restored = restored.split(secret).join(instead);
    }
    return restored;
  }

  /** A server whose answers hold secrets. */
  fetch(real: typeof fetch): typeof fetch {
    return async (input, init) => {
      const request = new Request(input, init);
      const body = request.method === 'GET' ? undefined : this.#restore(await request.text());
      const headers = [...request.headers].map(([name, value]) => [name, this.#restore(value)]);
      const response = await real(this.#restore(request.url), {
        method: request.method,
        headers: Object.fromEntries(headers) as Record<string, string>,
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      if (!response.headers.get('content-type')?.includes('json'))
        return new Response(text, response);
      return new Response(JSON.stringify(this.plant(JSON.parse(text))), {
        status: response.status,
        headers: { ...Object.fromEntries(response.headers), 'x-planted': this.make() },
      });
    };
  }
}

/** The forms in which a text can leave: as it is, in Base64 wherever it begins in it, percent-encoded. */
export function formsOf(secret: string): string[] {
  const encoded = ['', 'a', 'ab'].map((before) => {
    const whole = Buffer.from(before + secret).toString('base64');
    // Without what depends on its neighbours.
    return whole.slice(before ? 4 : 0, -4);
  });
  return [secret, ...encoded];
}

/** Those of the secrets that can be found in a text. */
export const foundIn = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
