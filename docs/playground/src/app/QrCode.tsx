import { memo } from 'react';
import { encode } from 'uqr';

/** A text that a phone can read from the screen. It takes milliseconds: not at each render. */
export const QrCode = memo(function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#10141c" shapeRendering="crispEdges" />
    </svg>
  );
});
