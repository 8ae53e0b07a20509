import { useEffect, useRef, useState } from 'react';
import { Button } from '../app/Button.js';
import { useStore } from '../store/store.js';
import { attach, attachment, disconnect, usualUrl } from './attach.js';

const words = {
  off: 'Not connected.',
  connecting: 'Connecting…',
  connected: 'Connected.',
  waiting: 'Not connected; it is tried again every second.',
} as const;

/** Asks where the apps are that are to be shown. */
export function AttachDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [url, setUrl] = useState(() => attachment.get().url || usualUrl());
  const { status, problem, garbage } = useStore(attachment, (state) => state);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="attach" aria-labelledby="attach-title" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attach(url);
        }}
      >
        <h2 id="attach-title">Attach an app</h2>
        <p>
          Shows apps that run elsewhere, in place of the scenario. In the app, give{' '}
          <code>createInspection</code> a <code>name</code>, and a <code>statelySink</code> with a{' '}
          <code>webSocketTransport</code> for the address that{' '}
          <code>npx tve-auth-flow inspect</code> prints; its <code>fetch</code> shows the requests
          too.
        </p>
        <label htmlFor="attach-url">Address of the WebSocket</label>
        <input id="attach-url" value={url} onChange={({ target }) => setUrl(target.value)} />
        <p role="status">
          {words[status]} {problem}
          {garbage > 0 ? ` ${garbage} messages were not understood.` : ''}
        </p>
        <div className="actions">
          <button type="submit" className="button strong">
            Connect
          </button>
          <Button disabled={status === 'off'} onClick={disconnect}>
            Disconnect
          </Button>
          <Button look="quiet" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
      </form>
    </dialog>
  );
}
