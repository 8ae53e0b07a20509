import { useState } from 'react';
import { Button } from '../app/Button.js';
import { cancelLogin, closeLogin, submitLogin } from '../session/acts.js';
import type { OpenPage } from '../session/pages.js';
import { Icon } from '../app/Icon.js';

/** The login page of a TV provider, in the user agent of a device. */
export function LoginPage({ page: { mvpd, on, typed, problem } }: { readonly page: OpenPage }) {
  const [username, setUsername] = useState('viewer');
  const [password, setPassword] = useState('secret');
  const id = `login-${on}`;
  return (
    <div className="login" role="group" aria-labelledby={`${id}-title`}>
      <div className="address">
        <Icon name="lock" /> {mvpd.toLowerCase()}.example
        <Button look="icon" label="Close the browser" onClick={closeLogin}>
          <Icon name="close" />
        </Button>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submitLogin(username, password);
        }}
      >
        <h3 id={`${id}-title`}>Sign in to {mvpd}</h3>
        {problem === undefined ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <label htmlFor={`${id}-user`}>User name</label>
        <input
          id={`${id}-user`}
          autoComplete="off"
          value={username}
          onChange={({ target }) => setUsername(target.value)}
        />
        <label htmlFor={`${id}-password`}>Password</label>
        <input
          id={`${id}-password`}
          type="password"
          autoComplete="off"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <p className="left">The password “wrong” is refused; any other is right.</p>
        <div className="actions">
          <button type="submit" className={`button strong ${typed ? 'typed' : ''}`}>
            Sign in
          </button>
          <Button onClick={cancelLogin}>Cancel</Button>
        </div>
      </form>
    </div>
  );
}
