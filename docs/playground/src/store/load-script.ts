const loading = new Map<string, Promise<void>>();

/** Brings a file beside the page, once. @throws Error where it did not load; the next call tries again */
export function loadScript(file: string, what: string): Promise<void> {
  const before = loading.get(file);
  if (before) return before;
  const made = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = file;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${what} did not load.`)));
    document.head.append(script);
  });
  loading.set(file, made);
  made.catch(() => loading.delete(file));
  return made;
}
