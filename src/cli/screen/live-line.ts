import type { Output } from '../context.js';

const HIDE_CURSOR = '\u001B[?25l';
/** Undoes what a live line does to the cursor. */
export const SHOW_CURSOR = '\u001B[?25h';
const CLEAR_LINE = '\r\u001B[2K';
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Milliseconds from frame to frame. */
const TICK = 100;

/** The last line of a terminal, drawn again and again until it is stopped. */
export class LiveLine {
  readonly #output: Output;
  #render: ((spinner: string) => string) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #frame = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  start(render: (spinner: string) => string): void {
    this.stop();
    this.#render = render;
    this.#output.write(HIDE_CURSOR);
    this.#timer = setInterval(() => this.#draw(), TICK);
    this.#draw();
  }

  stop(): void {
    if (!this.#render) return;
    clearInterval(this.#timer);
    this.#render = undefined;
    this.#output.write(CLEAR_LINE + SHOW_CURSOR);
  }

  /** Writes lines that stay, above. */
  above(text: string): void {
    if (!this.#render) {
      this.#output.write(text);
      return;
    }
    this.#output.write(CLEAR_LINE + text);
    this.#draw();
  }

  #draw(): void {
    const spinner = frames[this.#frame % frames.length] ?? '';
    this.#frame += 1;
    this.#output.write(CLEAR_LINE + (this.#render?.(spinner) ?? ''));
  }
}
