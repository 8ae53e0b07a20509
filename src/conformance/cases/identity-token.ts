const encoded = (part: object): string =>
  btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/**
 * An identity token as services and platforms issue it, signed by nobody.
 *
 * @param now epoch milliseconds
 * @param life seconds from then on; a day where left out
 */
export function identityToken(now: number, subject: string, life = 86_400): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iss: 'https://id.example', sub: subject, aud: 'Adobe', iat: seconds };
  return [
    encoded({ alg: 'RS256', typ: 'JWT' }),
    encoded({ ...claims, exp: seconds + life }),
    'c2lnbmF0dXJl',
  ].join('.');
}
