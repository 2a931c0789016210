import { BGP } from './bgp';
import { CONTROLLER_ROUTES } from './controller-routes';
import { DEFAULT_BACKENDS } from './default-backends';
import { EAST_WEST_GATEWAY } from './east-west-gateway';
import { EXTERNAL_IPS } from './external-ips';
import { GATEWAY_ROUTE } from './gateway-route';
import { HOST_NETWORK } from './host-network';
import { HOST_PORT } from './host-port';
import { INGRESS } from './ingress';
import { KNATIVE } from './knative';
import { LOAD_BALANCER } from './load-balancer';
import { MANUAL_ENDPOINTS } from './manual-endpoints';
import { MULTI_CLUSTER } from './multi-cluster';
import { MULTI_CLUSTER_INGRESS } from './multi-cluster-ingress';
import { NODE_PORT } from './node-port';
import { PORT_MAPS } from './port-maps';
import { PRIVATE_LINK } from './private-link';
import { RELAY } from './relay';
import { TARGET_GROUPS } from './target-groups';
import { CLOUDFLARE_OPERATORS } from './tunnels/cloudflare-operators';
import { NGROK } from './tunnels/ngrok';
import { PROGRAM_TUNNELS } from './tunnels/program-tunnels';
import { SKUPPER } from './tunnels/skupper';
import { TAILSCALE } from './tunnels/tailscale';
import { TAILSCALE_DEVICES } from './tunnels/tailscale-devices';
import { UNREAD_KINDS } from './unread-kinds';
import { VIRTUAL_SERVICE } from './virtual-service';
import { WayInFinder } from './way-in-finder';

/** Every way in that is looked for. */
export const WAYS_IN: readonly WayInFinder[] = [
  LOAD_BALANCER, NODE_PORT, EXTERNAL_IPS, HOST_PORT, HOST_NETWORK, INGRESS, GATEWAY_ROUTE,
  CONTROLLER_ROUTES, PORT_MAPS, DEFAULT_BACKENDS, MANUAL_ENDPOINTS, VIRTUAL_SERVICE, EAST_WEST_GATEWAY, KNATIVE,
  UNREAD_KINDS,
  TAILSCALE, TAILSCALE_DEVICES, NGROK, CLOUDFLARE_OPERATORS, SKUPPER, PROGRAM_TUNNELS,
  MULTI_CLUSTER, MULTI_CLUSTER_INGRESS, TARGET_GROUPS, PRIVATE_LINK, BGP, RELAY,
];
