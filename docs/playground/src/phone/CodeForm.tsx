import { useState } from 'react';
import { onPhone as send } from '../session/acts.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { Button } from '../app/Button.js';

/** Where the code of the television is typed, or read with the camera. */
export function CodeForm() {
  const [code, setCode] = useState('');
  const shown = useStore(page, (state) => {
    const view = shownFrame(state).television;
    if (view?.phase !== 'authenticating') return '';
    return 'code' in view.authentication ? view.authentication.code : '';
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send({ type: 'code.entered', code });
      }}
    >
      <label htmlFor="code">Code on your television</label>
      <input
        id="code"
        className="code-input"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      <button type="submit" className="button strong">
        Continue
      </button>
      <Button
        disabled={shown === ''}
        title={shown === '' ? 'The television shows no code' : undefined}
        onClick={() => send({ type: 'code.entered', code: shown })}
      >
        Scan the QR code
      </Button>
    </form>
  );
}
