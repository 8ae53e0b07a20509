const moves: Readonly<Record<number, number>> = { 37: -1, 38: -1, 39: 1, 40: 1 };

/** Back: of Tizen, of webOS, and for trying it on a computer Escape and Backspace. */
const backs = new Set([10009, 461, 27, 8]);

/**
 * The keys of a remote control: the arrows move the focus among the buttons. OK is Enter, which presses
 * a focused button by itself.
 */
export function onKeys(root: HTMLElement, back: () => void): void {
  document.addEventListener('keydown', (event) => {
    // oxlint-disable-next-line typescript/no-deprecated -- Old televisions have no other name for a key.
    const { keyCode } = event;
    const move = moves[keyCode];
    if (move !== undefined) {
      const buttons = root.querySelectorAll('button');
      const now = Array.from(buttons).indexOf(document.activeElement as HTMLButtonElement);
      buttons[(now + move + buttons.length) % buttons.length]?.focus();
    } else if (backs.has(keyCode)) back();
    else return;
    event.preventDefault();
  });
}
