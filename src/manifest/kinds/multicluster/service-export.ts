/** A ServiceExport: the Service of its own name and namespace is offered to the other clusters of the set. */
export interface ServiceExportSpec {
  /** Ports of the Service that are exported; empty: all. Only AWS Gateway API Controller knows it. */
  readonly ports: readonly number[];
}
