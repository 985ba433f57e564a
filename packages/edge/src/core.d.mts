/** `fail`, `mode` and `limit` as in the README; an unknown option is refused. */
export interface EdgeOptions {
  /** The path before `/customers`, as `/ipg/2.0.0`; `/` where there is none. */
  basePath: string;
  /** Longest body in bytes; 65536. */
  limit?: number;
  /** `"enforce"` answers, `"observe"` only counts. */
  mode?: "enforce" | "observe";
  /** What a write gets that cannot be judged. */
  fail?: "closed" | "open";
  /** Origins whose pages may read a refusal; `*` is everybody. */
  allowOrigins?: readonly string[];
  /** Per refusal or observation; never a value. */
  onFinding?: (finding: Finding & { action: "reject" | "observe" }) => void;
  /** Whenever the module could not be asked. */
  onFault?: (error: unknown) => void;
}

/** Which rules a body has to meet. */
export type Operation = "create" | "update";

export interface Finding {
  /** The envelope's code, as `VALIDATION_FAILED`. */
  code: string;
  fields: { field: string; code: string }[];
}

export interface EdgeRequest {
  method: string;
  /** Path and query, as in the request line. */
  path: string;
  headers?: Headers | readonly (readonly [string, string])[] | Record<string, string | readonly string[] | undefined> | null;
  body?: Uint8Array | null;
}

export interface Pass {
  action: "pass";
  /** What `mode: "observe"` found. */
  observed?: Finding;
}

export interface Reject {
  action: "reject";
  status: number;
  /** Lower-case names; no content-length. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
  finding: Finding;
}

export interface Counts {
  passed: number;
  refused: number;
  observed: number;
  faults: number;
  /** By envelope code. */
  codes: Record<string, number>;
  /** By `field.code`. */
  fields: Record<string, number>;
}

/** `WebAssembly.Module`, where the project has types for it. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

export class Edge {
  constructor(module: CompiledModule, options: EdgeOptions);
  readonly options: Readonly<Required<Omit<EdgeOptions, "onFinding" | "onFault">> & Pick<EdgeOptions, "onFinding" | "onFault">>;
  inspect(request: EdgeRequest): Pass | Reject;
  /** The head alone; `inspectBody` where it says `read`. */
  inspectHead(request: Omit<EdgeRequest, "body">): Pass | Reject | { action: "read"; operation: Operation };
  /** A request whose head said `read`. */
  inspectBody(request: EdgeRequest, operation: Operation): Pass | Reject;
  /** A body alone; `null` where it is fine. Not counted. */
  check(body: Uint8Array, operation: Operation): Finding | null;
  fault(request: Omit<EdgeRequest, "body">, error: unknown): Pass | Reject;
  counters(): Counts;
}
