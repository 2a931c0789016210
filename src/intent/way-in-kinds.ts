import { WayInKind } from '../exposure/model';

/** What is not understood in depth cannot be meant: nobody knows what it lets in. */
type DeclarableKind = Exclude<WayInKind, 'Other'>;

// A record, so that a kind that is added to the model and not here does not compile.
const KINDS: Readonly<Record<DeclarableKind, true>> = {
  ControllerRoute: true,
  externalIPs: true,
  hostNetwork: true,
  hostPort: true,
  Ingress: true,
  Gateway: true,
  LoadBalancer: true,
  NodePort: true,
  Tunnel: true,
  MultiCluster: true,
  TargetGroup: true,
  PrivateLink: true,
  BGP: true,
  Relay: true,
  VirtualService: true,
  Knative: true,
};

/** What `cdk8s-exposure/ways-in` may name. */
export const WAY_IN_KINDS = Object.keys(KINDS) as readonly DeclarableKind[];
