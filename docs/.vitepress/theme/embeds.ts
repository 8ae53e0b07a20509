/** Loads the playground into the frames of the page, each when it is about to come into sight. */
export function showEmbeds(): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLIFrameElement)) continue;
        observer.unobserve(target);
        target.src = target.dataset['src'] ?? '';
      }
    },
    { rootMargin: '200px' },
  );
  for (const frame of document.querySelectorAll('figure.playground iframe:not([src])'))
    observer.observe(frame);
}
