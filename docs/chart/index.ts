export type { Elk } from './elk.js';
export { type LaidOutChart, layoutChart } from './layout.js';
export { toMermaid } from './mermaid.js';
export { readChart } from './model.js';
export { chartStyle } from './style.js';
export { drawChart } from './svg.js';
