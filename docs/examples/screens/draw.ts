import type { Button, Screen } from './screen.js';

/** @returns what draws a screen into an element, where it is another one than before. */
export function drawer(root: HTMLElement, press: (does: Button[1]) => void) {
  let drawn = '';
  root.tabIndex = -1;
  const add = <T extends 'p' | 'output' | 'button'>(tag: T, text: string) => {
    const element = Object.assign(document.createElement(tag), { textContent: text });
    root.append(element);
    return element;
  };
  return (screen: Screen): void => {
    const words = JSON.stringify(screen);
    if (words === drawn) return;
    drawn = words;

    const before = Array.from(root.querySelectorAll('button'));
    const place = before.findIndex((button) => button === document.activeElement);
    const isHere = root.contains(document.activeElement);
    root.textContent = '';
    for (const line of screen.text.split('\n')) add('p', line);
    if (screen.code !== undefined) add('output', screen.code);
    const buttons = screen.buttons.map(([label, does]) => {
      const button = add('button', label);
      button.addEventListener('click', () => press(does));
      return button;
    });

    // Who goes by keys stays in place while the list does, and begins at the top of another one.
    const next = buttons.length === before.length ? buttons[place] : buttons[0];
    if (isHere) (next ?? buttons[0] ?? root).focus();
  };
}
