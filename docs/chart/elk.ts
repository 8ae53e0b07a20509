/* What is used of elkjs, which is loaded only where something has to be laid out. */

export interface ElkPoint {
  readonly x: number;
  readonly y: number;
}

export type ElkOptions = Record<string, string>;

export interface ElkLabel {
  readonly id: string;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly layoutOptions?: ElkOptions;
}

export interface ElkEdge {
  readonly id: string;
  readonly sources: string[];
  readonly targets: string[];
  readonly labels?: ElkLabel[];
  readonly sections?: Array<{
    readonly id: string;
    readonly startPoint: ElkPoint;
    readonly endPoint: ElkPoint;
    readonly bendPoints?: ElkPoint[];
  }>;
  readonly layoutOptions?: ElkOptions;
}

export interface ElkNode {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly children?: ElkNode[];
  readonly edges?: ElkEdge[];
  readonly layoutOptions?: ElkOptions;
}

/** The part of elkjs that lays out: `new ELK()`. */
export interface Elk {
  layout(graph: ElkNode): Promise<unknown>;
}
