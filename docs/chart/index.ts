export type { Elk } from './elk.js';
export { type LaidOutChart, type LaidOutState, layoutChart } from './layout.js';
export { textWidth } from './measure.js';
export { toMermaid } from './mermaid.js';
export { type ChartState, type ChartTransition, readChart, statesOf } from './model.js';
export { type ChartPicture, picturesOf } from './pictures.js';
export { chartStyle } from './style.js';
export { drawChart } from './svg.js';
