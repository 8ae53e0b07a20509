import type { Json } from '../../../../src/inspect/index.js';

/** Data, to be read. */
export function JsonView({ value, label }: { readonly value: Json; readonly label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is scrolled with the keyboard.
    <pre className="json" tabIndex={0} role="region" aria-label={label}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
