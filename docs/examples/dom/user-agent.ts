/**
 * Opens a page of somebody else's in a window, which gets no hand on this one.
 *
 * @param closed Called once the viewer has closed it.
 */
export function visit(url: string, closed: () => void): void {
  const opened = window.open('', '_blank', 'width=480,height=720');
  if (!opened) return; // The browser has blocked it: the button is still there.
  opened.opener = null;
  opened.location.href = url;
  const watch = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(watch);
    closed();
  }, 500);
}

/** @param returned Called when a window has reached `done.html`, the redirect URL. */
export function onReturn(returned: () => void): void {
  new BroadcastChannel('user-agent').addEventListener('message', returned);
}
