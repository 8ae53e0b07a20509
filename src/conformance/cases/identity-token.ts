const encoded = (part: object): string =>
  btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/**
 * An identity token as services and platforms issue it, signed by nobody.
 *
 * @param now epoch milliseconds; it is valid for a day from then on
 */
export function identityToken(now: number, subject: string): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iss: 'https://id.example', sub: subject, aud: 'Adobe', iat: seconds };
  return [
    encoded({ alg: 'RS256', typ: 'JWT' }),
    encoded({ ...claims, exp: seconds + 86_400 }),
    'c2lnbmF0dXJl',
  ].join('.');
}
