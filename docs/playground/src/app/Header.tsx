import { useState } from 'react';
import { AttachDialog } from '../attach/AttachDialog.js';
import { RecordButton } from '../record/RecordButton.js';
import { saveRecord } from '../record/record.js';
import { isUntouched, page } from '../session/state.js';
import { takeOver } from '../session/story.js';
import { copyLink, play, startAgain } from '../share/open.js';
import { useStore } from '../store/store.js';
import { TimeControls } from '../time/TimeControls.js';
import { Button } from './Button.js';
import { ScenarioPicker } from './ScenarioPicker.js';
import { applyTheme, chosenTheme, type Theme, themeAfter } from './theme.js';
import { Icon } from './Icon.js';

/** What is played, and how. */
export function Header() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [isAttaching, setAttaching] = useState(false);
  const telling = useStore(page, (state) => state.telling);
  const mode = useStore(page, (state) => state.mode);
  const isNew = useStore(page, isUntouched);
  const file = useStore(page, (state) => state.file);
  return (
    <header className="header">
      <h1>
        <span className="logo" aria-hidden="true" />
        <span className="brand-name">
          tve-auth-flow <span className="thin">playground</span>
        </span>
      </h1>
      {mode === 'scenario' ? (
        <div className="chooser">
          <ScenarioPicker />
          {telling === 'told' ? (
            <Button look="strong" onClick={takeOver}>
              Take over
            </Button>
          ) : isNew ? null : (
            <Button look="strong" onClick={play}>
              Play it for me
            </Button>
          )}
        </div>
      ) : null}
      {mode === 'record' ? (
        <div className="chooser">
          <span className="file">{file}</span>
          <Button onClick={startAgain}>Close record</Button>
        </div>
      ) : null}
      <div className="bar">
        {mode === 'scenario' ? (
          <>
            <TimeControls />
            <div className="signs">
              <Button look="icon" label="Start again" onClick={startAgain}>
                <Icon name="restart" />
              </Button>
              <Button look="icon" label="Copy a link" onClick={copyLink}>
                <Icon name="link" />
              </Button>
              <Button
                look="icon"
                label="Save record"
                title="Save the flight record"
                onClick={saveRecord}
              >
                <Icon name="save" />
              </Button>
            </div>
          </>
        ) : null}
        <div className="header-end">
          <RecordButton />
          <Button label="Attach an app" title="Attach an app" onClick={() => setAttaching(true)}>
            <Icon name="attach" />
            <span className="wide">Attach an app</span>
          </Button>
          <Button
            look="icon"
            label={`Colours: ${theme}`}
            onClick={() => {
              const chosen = themeAfter(theme);
              setTheme(chosen);
              applyTheme(chosen);
            }}
          >
            <Icon name={theme} />
          </Button>
        </div>
      </div>
      {isAttaching ? <AttachDialog onClose={() => setAttaching(false)} /> : null}
    </header>
  );
}
