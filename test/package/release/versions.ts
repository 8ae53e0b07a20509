const identifier = '(?:0|[1-9]\\d*|\\d*[a-z-][\\da-z-]*)';
const number = '(0|[1-9]\\d*)';
const pattern = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${identifier}(?:\\.${identifier})*))?$`,
  'i',
);

/** Whether a text is a version of SemVer 2.0.0. Build metadata is refused: npm drops it. */
export const isVersion = (text: string): boolean => pattern.test(text);

const isNumber = (part: string) => /^\d+$/.test(part);

/** Below 0 where `a` comes first, above 0 where `b` does. */
function compareParts(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/** The same for lists, where the first difference counts, and then the length. */
function compareLists(a: readonly string[], b: readonly string[]): number {
  const differences = a.slice(0, b.length).map((part, index) => compareParts(part, b[index]!));
  return differences.find((difference) => difference !== 0) ?? a.length - b.length;
}

/** Whether a version has precedence over another one (SemVer, section 11). */
export function isHigher(version: string, other: string): boolean {
  const [, ...parts] = pattern.exec(version) ?? [];
  const [, ...others] = pattern.exec(other) ?? [];
  const [pre, otherPre] = [parts.pop(), others.pop()];
  const difference = compareLists(parts, others);
  if (difference !== 0) return difference > 0;
  // A version comes after all of its pre-releases.
  if (pre === undefined || otherPre === undefined) return otherPre !== undefined;
  return compareLists(pre.split('.'), otherPre.split('.')) > 0;
}
