import { WayInKind } from '../exposure/model';

// A record, so that a kind that is added to the model and not here does not compile.
const KINDS: Readonly<Record<WayInKind, true>> = {
  externalIPs: true, hostNetwork: true, hostPort: true, Ingress: true, LoadBalancer: true, NodePort: true,
};

/** What `cdk8s-exposure/ways-in` may name. */
export const WAY_IN_KINDS = Object.keys(KINDS) as readonly WayInKind[];
