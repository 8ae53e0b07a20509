import { configuration, type Mvpd, type PassClient } from '../../client/index.js';

/** The TV providers that a viewer can choose from. */
export async function providersOf(client: PassClient, signal: AbortSignal): Promise<Mvpd[]> {
  const { mvpds } = await configuration(client, {}, { signal });
  return mvpds.filter(({ isTempPass }) => !isTempPass);
}

/** What is printed of them: a number to type, and what else may be typed. */
export const providerRows = (providers: readonly Mvpd[]): Array<[string, string]> =>
  providers.map(({ id, displayName }, index) => [
    String(index + 1),
    displayName === undefined || displayName === id ? id : `${displayName} (${id})`,
  ]);

/** The provider that somebody means, by its number, its id or its name. */
export function providerMeant(providers: readonly Mvpd[], typed: string): Mvpd | undefined {
  const wanted = typed.trim().toLowerCase();
  return (
    providers.find(({ id }) => id.toLowerCase() === wanted) ??
    providers.find(({ displayName }) => displayName?.toLowerCase() === wanted) ??
    (/^[1-9]\d{0,4}$/.test(wanted) ? providers[Number(wanted) - 1] : undefined)
  );
}
