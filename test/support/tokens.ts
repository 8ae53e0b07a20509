const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed token with these claims, whose signature nobody can check. */
export const jws = (claims: object = {}, signature = 'c2lnbmF0dXJl'): string =>
  [part({ alg: 'RS256' }), part(claims), signature].join('.');

/** An encrypted token. */
export const jwe = (encrypted = 'ZW5jcnlwdGVk'): string =>
  [part({ alg: 'RSA-OAEP', enc: 'A256GCM' }), 'a2V5', 'aXY', encrypted, 'dGFn'].join('.');
