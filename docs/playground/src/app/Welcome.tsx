import { scenarios } from '../../../scenarios/index.js';
import { chooseScenario, play } from '../share/open.js';
import { Button } from './Button.js';

/** The stories that somebody new sees first, with what they show in a few words. */
const starters = [
  ['secondary-sign-in', 'A code on the television, the login on a phone'],
  ['primary-sign-in', 'Sign in, watch and sign out on one device'],
  ['code-expires', 'The code runs out, and a new one comes'],
] as const;

/** What one looks at, and where to begin. */
export function Welcome() {
  return (
    <div className="welcome">
      <p className="welcome-text">
        A television app signs its viewer in, with its statechart and every request beside it. All
        of it runs in this page.
      </p>
      <div className="starters">
        <Button look="strong" onClick={play}>
          Play it for me
        </Button>
        {starters
          .filter(([id]) => scenarios.some((scenario) => scenario.id === id))
          .map(([id, about]) => (
            <button
              key={id}
              type="button"
              className="starter"
              onClick={() => {
                chooseScenario(id);
                play();
              }}
            >
              {about}
            </button>
          ))}
      </div>
    </div>
  );
}
