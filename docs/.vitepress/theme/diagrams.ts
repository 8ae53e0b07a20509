const sources = new WeakMap<Element, string>();
let drawn = 0;

/** Draws the Mermaid diagrams of the page that is shown. Mermaid is loaded where there are some. */
export async function drawDiagrams(isDark: boolean): Promise<void> {
  const places = [...document.querySelectorAll('pre.mermaid')];
  if (places.length === 0) return;
  const { default: mermaid } = await import('mermaid');
  mermaid.initialize({ startOnLoad: false, theme: isDark ? 'dark' : 'default' });
  for (const place of places) {
    const source = sources.get(place) ?? place.textContent ?? '';
    sources.set(place, source);
    drawn += 1;
    const { svg } = await mermaid.render(`diagram-${drawn}`, source);
    place.innerHTML = svg;
  }
}
