import { createHash } from 'node:crypto';

/** As a content security policy names an inline script or style. */
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Apps are attached from this computer, or through the server that the page came from. */
const sockets = ["'self'", 'ws://127.0.0.1:*', 'ws://localhost:*'];

/** What the page may do: run its own script, and talk to nobody but the apps that are attached. */
export const contentSecurityPolicy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    // The layout engine is a file of its own.
    `script-src 'self' ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    `connect-src ${sockets.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
