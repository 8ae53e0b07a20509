/** The paths of the innermost states of a state value. */
const paths = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((name) => {
        const below = paths((value as Record<string, unknown>)[name]);
        return below.length > 0 ? below.map((path) => `${name}.${path}`) : [name];
      })
    : [String(value)];

/** A state value as a person writes it: `authenticate.polling`; parallel states side by side. */
export const stateText = (value: unknown): string => paths(value).join(' ');
