import type { PageState } from './state.js';
import { shownFrame } from './state.js';

export type Device = 'television' | 'phone';

const isDevice = (party: string): party is Device => party === 'television' || party === 'phone';

/** The device at which something is done, at the moment that is shown. */
export function actingDevice(state: PageState): Device {
  const frame = shownFrame(state);
  if (frame.page) return frame.page.on === 'phone' ? 'phone' : 'television';
  const { rows } = state;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (!row || row.id > frame.row) continue;
    const { kind, from, to, title } = row;
    if (kind === 'event' && from === 'viewer' && isDevice(to)) return to;
    if (kind !== 'said') continue;
    if (isDevice(from)) return from;
    if (from === 'viewer') return /\bphone\b/.test(title) ? 'phone' : 'television';
  }
  return 'television';
}

/** What the story said last, at the moment that is shown; empty where nothing was said. */
export function subtitle(state: PageState): string {
  const { past, caption, rows } = state;
  if (past === null) return caption;
  const { row } = shownFrame(state);
  let said = '';
  for (const { id, kind, title } of rows) if (kind === 'said' && id <= row) said = title;
  return said;
}

/** Whether a story uses a phone; one that is shown on the television alone needs no room for it. */
export const hasPhone = ({ mode, scenario, frames }: PageState): boolean =>
  (mode === 'scenario' && scenario?.input?.screen === 'secondary') ||
  frames.some(({ phone, page }) => phone !== undefined || page?.on === 'phone');
