import { CONTROLLER_ROUTES } from './controller-routes';
import { EXTERNAL_IPS } from './external-ips';
import { HOST_NETWORK } from './host-network';
import { HOST_PORT } from './host-port';
import { INGRESS } from './ingress';
import { LOAD_BALANCER } from './load-balancer';
import { MANUAL_ENDPOINTS } from './manual-endpoints';
import { NODE_PORT } from './node-port';
import { UNREAD_KINDS } from './unread-kinds';
import { VIRTUAL_SERVICE } from './virtual-service';
import { WayInFinder } from './way-in-finder';

/** Every way in that is looked for. */
export const WAYS_IN: readonly WayInFinder[] = [
  LOAD_BALANCER, NODE_PORT, EXTERNAL_IPS, HOST_PORT, HOST_NETWORK, INGRESS, CONTROLLER_ROUTES, MANUAL_ENDPOINTS, VIRTUAL_SERVICE, UNREAD_KINDS,
];
