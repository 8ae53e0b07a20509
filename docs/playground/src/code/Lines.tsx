import type { Snippet } from '../../code/code.js';

/** Lines of a file, with the name of the file and their numbers. */
export function Lines({ snippet: { file, line, text } }: { readonly snippet: Snippet }) {
  const last = line + text.split('\n').length - 1;
  const name = `${file}, ${line === last ? `line ${line}` : `lines ${line} to ${last}`}`;
  return (
    <figure className="lines">
      <figcaption>{name}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is scrolled with the keyboard. */}
      <pre role="region" aria-label={name} tabIndex={0}>
        {text}
      </pre>
    </figure>
  );
}
