import { Field } from '../../field';
import { ServiceAttachmentSpec } from './service-attachment';

/** Reads a ServiceAttachment of networking.gke.io (kubernetes/ingress-gce, pkg/apis/serviceattachment); v1beta1 has the same reference. */
export function readServiceAttachment(object: Field): ServiceAttachmentSpec {
  return { service: object.objectOrEmpty('spec').objectOrEmpty('resourceRef').text('name') ?? '' };
}
