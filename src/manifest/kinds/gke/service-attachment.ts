/** A ServiceAttachment: the internal load balancer of a Service is offered to other VPCs by Private Service Connect. */
export interface ServiceAttachmentSpec {
  /** Name of the Service, in the namespace of the attachment. */
  readonly service: string;
}
