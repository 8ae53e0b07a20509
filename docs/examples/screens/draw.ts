import type { Button, Screen } from './screen.js';

/** @returns what draws a screen into an element, where it is another one than before. */
export function drawer(root: HTMLElement, press: (does: Button[1]) => void) {
  let drawn = '';
  const add = <T extends 'p' | 'output' | 'button'>(tag: T, text: string) => {
    const element = Object.assign(document.createElement(tag), { textContent: text });
    root.append(element);
    return element;
  };
  return (screen: Screen): void => {
    const next = JSON.stringify(screen);
    if (next === drawn) return;
    drawn = next;

    const focused = document.activeElement;
    const place = Array.from(root.querySelectorAll('button')).findIndex((one) => one === focused);
    root.textContent = '';
    for (const line of screen.text.split('\n')) add('p', line);
    if (screen.code !== undefined) add('output', screen.code);
    const buttons = screen.buttons.map(([label, does]) => {
      const button = add('button', label);
      button.addEventListener('click', () => press(does));
      return button;
    });

    // Who goes by keys stays on the button, or else on its place.
    if (place < 0) return;
    const same = buttons.find(({ textContent }) => textContent === focused?.textContent);
    (same ?? buttons[place] ?? buttons[0])?.focus();
  };
}
