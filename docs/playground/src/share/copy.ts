import { page } from '../session/state.js';

/** Puts a text into the clipboard, and says so. */
export async function copyText(text: string, notice: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    page.set({ notice });
  } catch {
    page.set({ notice: 'The browser gives no access to the clipboard.' });
  }
}
