export type Theme = 'auto' | 'light' | 'dark';

const next = { auto: 'dark', dark: 'light', light: 'auto' } as const;

export const themeAfter = (theme: Theme): Theme => next[theme];

/** Shows the page in light or dark colours; `auto` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
