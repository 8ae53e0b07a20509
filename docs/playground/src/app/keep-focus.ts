/**
 * Moves the focus to the main part of the page where the element that had it is gone, hidden or inert: the
 * keyboard would begin at the top of the page again.
 */
export function keepFocus(): void {
  // Whether the viewer is somewhere on the page; not after a click beside everything.
  let isInside = false;
  const see = () => {
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body) isInside = true;
    return isInside && (activeElement === null || activeElement === body);
  };
  addEventListener('focusin', see);
  addEventListener('click', see, { capture: true });
  addEventListener('pointerdown', () => {
    isInside = false;
  });
  new MutationObserver(() =>
    requestAnimationFrame(() => {
      if (see()) document.getElementById('main')?.focus({ preventScroll: true });
    }),
  ).observe(document.body, {
    attributeFilter: ['hidden', 'inert'],
    childList: true,
    subtree: true,
  });
}
