export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'tve-auth-flow.theme';

const next = { auto: 'dark', dark: 'light', light: 'auto' } as const;

export const themeAfter = (theme: Theme): Theme => next[theme];

/** The colours that were chosen last. */
export function chosenTheme(): Theme {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  } catch {
    // A browser may refuse storage to a file, or to everybody.
    return 'auto';
  }
}

/** Shows the page in light or dark colours, also after a reload; `auto` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds until the page is left.
  }
}
