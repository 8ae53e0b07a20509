/** A type without the members that are absent. */
export type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : null extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** The same object without the members that are absent: neither `undefined` nor `null`. */
export function compact<T extends object>(fields: T): Present<T> {
  const present: Partial<T> = {};
  for (const name of Object.keys(fields) as Array<keyof T>) {
    // A member of this name, which JSON can have, would be taken for the prototype.
    if (fields[name] !== undefined && fields[name] !== null && name !== '__proto__')
      present[name] = fields[name];
  }
  return present as unknown as Present<T>;
}
