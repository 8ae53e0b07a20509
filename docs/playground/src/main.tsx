import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { attach, ATTACH_HASH, usualUrl } from './attach/attach.js';
import { keepFocus } from './app/keep-focus.js';
import { endNotices } from './app/notices.js';
import { applyTheme, chosenTheme } from './app/theme.js';
import { page } from './session/state.js';
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
/** Opens what the address asks for: a scenario, or the apps at the server that this page came from. */
async function openAddress(): Promise<void> {
  const wantsApps = location.hash === ATTACH_HASH;
  if (!wantsApps || !page.get().scenario) await openLink();
  if (wantsApps) await attach(usualUrl());
}
void openAddress();
addEventListener('hashchange', () => {
  if (location.hash === ATTACH_HASH || location.hash.includes('scenario=')) void openAddress();
});
ticker(refresh);
createRoot(root).render(<App />);
