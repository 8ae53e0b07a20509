declare module 'jsdom' {
  /** A document and its window. */
  export class JSDOM {
    constructor(html: string);
    readonly window: Window;
  }
}
