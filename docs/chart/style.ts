/** The looks of a chart, for the page or the file that it is in. All colours are custom properties. */
export const chartStyle = `.chart {
  --chart-paper: #f6f7f9;
  --chart-box: #ffffff;
  --chart-region: #fbfbfd;
  --chart-edge: #c9cfd9;
  --chart-text: #1b2433;
  --chart-muted: #5d677b;
  --chart-line: #8b95a7;
  --chart-code: #334057;
  --chart-goal: #0f766e;
  --chart-accent: #4a5bd4;
  --chart-busy: #2560bd;
  --chart-busy-soft: #e3eefc;
  --chart-user: #845200;
  --chart-user-soft: #fdf0d5;
  --chart-done: #166b44;
  --chart-done-soft: #def3e7;
  --chart-failed: #b32d2d;
  --chart-failed-soft: #fce5e4;
  --chart-tag: #515b6e;
  --chart-tag-soft: #e9ecf1;
}
@media (prefers-color-scheme: dark) {
  .chart {
    --chart-paper: #12161d;
    --chart-box: #1c222c;
    --chart-region: #171c25;
    --chart-edge: #3b4556;
    --chart-text: #e8ecf3;
    --chart-muted: #97a2b5;
    --chart-line: #748096;
    --chart-code: #c3ccdb;
    --chart-goal: #5ec9bd;
    --chart-accent: #93a2ff;
    --chart-busy: #77aefc;
    --chart-busy-soft: #1d3354;
    --chart-user: #eebb62;
    --chart-user-soft: #41331a;
    --chart-done: #5fcf97;
    --chart-done-soft: #173b2a;
    --chart-failed: #ff8f8a;
    --chart-failed-soft: #4a2223;
    --chart-tag: #a5b0c2;
    --chart-tag-soft: #2a3240;
  }
}
.chart { font-family: ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
.chart .box { fill: var(--chart-box); stroke: var(--chart-edge); stroke-width: 1.25; }
.chart .state-machine > .box { fill: var(--chart-paper); }
.chart .state-compound > .box, .chart .state-parallel > .box { fill: var(--chart-region); }
.chart .region > .box { stroke-dasharray: 5 4; }
.chart .inner { fill: none; stroke: var(--chart-edge); stroke-width: 1.25; }
.chart .transient > .box { stroke-dasharray: 2 3; }
.chart .stripe { fill: var(--chart-edge); }
.chart text { fill: var(--chart-text); }
.chart .name { font-size: 14px; font-weight: 600; }
.chart .machine-name { font-size: 18px; font-weight: 650; }
.chart .description { font-size: 11.5px; fill: var(--chart-muted); }
.chart .code { font-family: ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 11px; fill: var(--chart-code); }
.chart .note { fill: var(--chart-muted); }
.chart .invoked { fill: var(--chart-accent); }
.chart .source { fill: var(--chart-muted); }
.chart .goal, .chart .target { fill: var(--chart-goal); }
.chart .badge rect { fill: var(--chart-tag-soft); }
.chart .badge text { font-size: 11px; font-weight: 600; fill: var(--chart-tag); }
.chart .tag-busy rect { fill: var(--chart-busy-soft); }
.chart .tag-busy text { fill: var(--chart-busy); }
.chart .tag-needs-user rect { fill: var(--chart-user-soft); }
.chart .tag-needs-user text { fill: var(--chart-user); }
.chart .tag-done rect { fill: var(--chart-done-soft); }
.chart .tag-done text { fill: var(--chart-done); }
.chart .tag-failed rect { fill: var(--chart-failed-soft); }
.chart .tag-failed text { fill: var(--chart-failed); }
.chart .tone-busy > .stripe { fill: var(--chart-busy); }
.chart .tone-needs-user > .stripe { fill: var(--chart-user); }
.chart .tone-done > .stripe { fill: var(--chart-done); }
.chart .tone-failed > .stripe { fill: var(--chart-failed); }
.chart .line { fill: none; stroke: var(--chart-line); stroke-width: 1.4; }
.chart .head { fill: var(--chart-line); }
.chart .plate { fill: var(--chart-paper); }
.chart .plate.inside { fill: var(--chart-region); }
.chart .initial circle { fill: var(--chart-line); }
.chart .active > .box { stroke: var(--chart-accent); stroke-width: 2.5; }
.chart .active > .name { fill: var(--chart-accent); }
.chart .arrow.taken .line { stroke: var(--chart-accent); stroke-width: 2.4; }
.chart .arrow.taken .head { fill: var(--chart-accent); }
.chart .taken, .chart .taken .note { fill: var(--chart-accent); font-weight: 700; }
`;
