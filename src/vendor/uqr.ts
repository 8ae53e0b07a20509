import { renderUnicodeCompact as render } from 'uqr';

export const renderUnicodeCompact: (
  text: string,
  options: { readonly border: number; readonly invert: boolean },
) => string = render;
