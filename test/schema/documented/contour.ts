import { fields, list, objectName, required, Shape, text } from './shape';

const namespace = text(/^(?:\*|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$/);

/** projectcontour/contour v1.33.6: apis/projectcontour/v1. As far as they are written. */
export const CONTOUR: Readonly<Record<string, Shape>> = {
  'projectcontour.io/v1 TLSCertificateDelegation': fields({
    spec: required(fields({
      delegations: required(list(fields({ secretName: required(objectName), targetNamespaces: required(list(namespace)) }))),
    })),
  }),
};
