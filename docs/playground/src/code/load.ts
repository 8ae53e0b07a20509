import { useEffect, useState } from 'react';
import type { ShownCode } from '../../code/code.js';
import { loadScript } from '../store/load-script.js';

/** The file of the code, beside the page. */
declare const CODE_FILE: string;

const loaded = () => (globalThis as { readonly CODE?: ShownCode }).CODE;

/** The lines of this project that can be shown; loaded when they are first wanted. */
export function useCode(): ShownCode | Error | undefined {
  const [code, setCode] = useState<ShownCode | Error | undefined>(loaded);
  useEffect(() => {
    loadScript(CODE_FILE, 'The code').then(
      () => setCode(loaded()),
      (error: unknown) => setCode(error as Error),
    );
  }, []);
  return code;
}
