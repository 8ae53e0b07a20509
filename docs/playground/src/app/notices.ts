import { page } from '../session/state.js';
import { pause } from '../time/real-time.js';

/** Real milliseconds that a notice stays: time to read it twice. */
const STAY = 8000;

/** Takes each notice away after a while, so that the story is told again in its place. */
export function endNotices(): void {
  let shown = '';
  let turn = 0;
  page.subscribe(() => {
    const { notice } = page.get();
    if (notice === shown) return;
    shown = notice;
    turn += 1;
    const mine = turn;
    if (notice === '') return;
    void pause(STAY).then(() => {
      if (mine === turn) page.set({ notice: '' });
    });
  });
}
