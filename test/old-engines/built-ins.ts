/**
 * The built-ins of the language that came after Chromium 56: since when, where, and which. Those that a
 * newer Node adds once more are listed too.
 */
const newer: ReadonlyArray<readonly [version: number, owner: string, names: string]> = [
  [57, 'String.prototype', 'padStart padEnd'],
  [57, 'Intl.DateTimeFormat.prototype', 'formatToParts'],
  [63, 'Promise.prototype', 'finally'],
  [62, 'RegExp.prototype', 'dotAll'],
  [63, 'Intl', 'PluralRules'],
  [64, 'Intl.NumberFormat.prototype', 'formatToParts'],
  [66, 'Array.prototype', 'values'],
  [66, 'String.prototype', 'trimStart trimEnd'],
  [67, '', 'BigInt BigInt64Array BigUint64Array'],
  [67, 'DataView.prototype', 'getBigInt64 getBigUint64 setBigInt64 setBigUint64'],
  [68, '', 'SharedArrayBuffer Atomics'],
  [69, 'Array.prototype', 'flat flatMap'],
  [70, 'Symbol.prototype', 'description'],
  [71, '', 'globalThis'],
  [71, 'Intl', 'RelativeTimeFormat'],
  [72, 'Intl', 'ListFormat'],
  [73, 'Object', 'fromEntries'],
  [73, 'String.prototype', 'matchAll'],
  [74, 'Intl', 'Locale'],
  [76, 'Promise', 'allSettled'],
  [76, 'Intl.DateTimeFormat.prototype', 'formatRange formatRangeToParts'],
  [81, 'Intl', 'DisplayNames'],
  [84, '', 'WeakRef FinalizationRegistry'],
  [85, '', 'AggregateError'],
  [85, 'Promise', 'any'],
  [85, 'String.prototype', 'replaceAll'],
  [87, 'Atomics', 'waitAsync'],
  [87, 'Intl', 'Segmenter'],
  [90, 'RegExp.prototype', 'hasIndices'],
  [92, 'Array.prototype', 'at'],
  [92, 'String.prototype', 'at'],
  [92, 'TypedArray.prototype', 'at'],
  [93, 'Object', 'hasOwn'],
  [97, 'Array.prototype', 'findLast findLastIndex'],
  [97, 'TypedArray.prototype', 'findLast findLastIndex'],
  [99, 'Intl', 'supportedValuesOf'],
  [106, 'Intl.NumberFormat.prototype', 'formatRange formatRangeToParts'],
  [106, 'Intl.PluralRules.prototype', 'selectRange'],
  [110, 'Array.prototype', 'toReversed toSorted toSpliced with'],
  [110, 'TypedArray.prototype', 'toReversed toSorted with'],
  [111, 'ArrayBuffer.prototype', 'maxByteLength resizable resize'],
  [111, 'SharedArrayBuffer.prototype', 'growable maxByteLength grow'],
  [111, 'String.prototype', 'isWellFormed toWellFormed'],
  [112, 'RegExp.prototype', 'unicodeSets'],
  [114, 'ArrayBuffer.prototype', 'detached transfer transferToFixedLength'],
  [114, 'JSON', 'isRawJSON rawJSON'],
  [117, 'Map', 'groupBy'],
  [117, 'Object', 'groupBy'],
  [119, 'Promise', 'withResolvers'],
  [121, 'Array', 'fromAsync'],
  [122, '', 'Iterator'],
  [
    122,
    'Iterator.prototype',
    'constructor drop every filter find flatMap forEach map reduce some take toArray',
  ],
  [
    122,
    'Set.prototype',
    'difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union',
  ],
  [128, 'Promise', 'try'],
  [129, 'Intl', 'DurationFormat'],
  [134, '', 'DisposableStack AsyncDisposableStack SuppressedError'],
  [134, 'Error', 'isError'],
  [135, '', 'Float16Array'],
  [135, 'DataView.prototype', 'getFloat16 setFloat16'],
  [135, 'Math', 'f16round'],
  [136, 'RegExp', 'escape'],
  [140, 'Uint8Array', 'fromBase64 fromHex'],
  [140, 'Uint8Array.prototype', 'toBase64 toHex setFromBase64 setFromHex'],
  [144, '', 'Temporal'],
  [144, 'Date.prototype', 'toTemporalInstant'],
  [145, 'Map.prototype', 'getOrInsert getOrInsertComputed'],
  [145, 'WeakMap.prototype', 'getOrInsert getOrInsertComputed'],
  [147, 'Math', 'sumPrecise'],
];

/** Which built-ins an engine of this version lacks. */
export const lacking = (version: number) =>
  newer
    .filter(([since]) => since > version)
    .flatMap(([, owner, names]) => names.split(' ').map((name) => ({ owner, name })));

/** The well-known symbols of Chromium 56; no engine lets one be deleted, so `Symbol` is replaced. */
export const symbols56 =
  'hasInstance isConcatSpreadable iterator match replace search species split toPrimitive toStringTag unscopables';

/** Those of Chromium 76. */
export const symbols76 = `${symbols56} asyncIterator matchAll`;
