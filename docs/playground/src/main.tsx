import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { keepFocus } from './app/keep-focus.js';
import { endNotices } from './app/notices.js';
import { applyTheme, chosenTheme } from './app/theme.js';
import { keepMoment } from './share/moment.js';
import { openLink } from './share/open.js';
import { refresh } from './time/control.js';
import { ticker } from './time/real-time.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the app.');

applyTheme(chosenTheme());
endNotices();
keepFocus();
addEventListener('pagehide', keepMoment);
void openLink();
addEventListener('hashchange', () => {
  if (location.hash.includes('scenario=')) void openLink();
});
ticker(refresh);
createRoot(root).render(<App />);
