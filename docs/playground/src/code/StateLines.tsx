import { useCode } from './load.js';
import { Lines } from './Lines.js';

/** The lines that make a state what it is. */
export function StateLines({ machine, path }: { readonly machine: string; readonly path: string }) {
  const code = useCode();
  if (code instanceof Error) return <p className="hint">{code.message}</p>;
  const snippet = code?.states[machine]?.[path];
  return snippet ? <Lines snippet={snippet} /> : null;
}
