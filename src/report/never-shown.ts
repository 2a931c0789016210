/** What no manifest shows: said in every report, so that nobody takes silence for proof. */
export const NEVER_SHOWN: readonly string[] = [
  'firewalls and security groups of the cloud, in either direction',
  'whether the network plugin enforces NetworkPolicies, and from when on after a pod starts',
  'kubectl port-forward, exec and proxy by whoever the API server lets',
  'what controllers and webhooks add to objects after they are applied (annotations of load balancers, sidecars), and whether they accept them (status of Gateways and Ingresses)',
  'objects that other repositories and consoles hold: parameters of classes, targets of tunnels, routes of a cloud',
  'labels that somebody changes while the cluster runs',
  'pods with addresses that are routed from outside without any Service (global IPv6 addresses, public addresses of a cloud)',
];
