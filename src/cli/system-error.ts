const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'the port is in use',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EAI_AGAIN: 'its name cannot be looked up',
  EISDIR: 'it is a folder',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'part of its path is no folder',
  ENOTFOUND: 'its name is unknown',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** The code of the system, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  const hasCode = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : undefined;
}

/** Why the system refused, in words; also where the reason is the cause of the error. */
export function whySystem(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = systemCode(cause);
    if (code !== undefined) return words[code] ?? code;
  }
  return error instanceof Error ? error.message : String(error);
}
