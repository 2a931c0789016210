import { loadBalancerOf, targetsPods } from '../exposure/load-balancers/load-balancer-scope';
import { Rule } from './rule';

export const SVC_NODEPORTS: Rule = {
  id: 'SVC-NODEPORTS',
  severity: 'warning',
  title: 'A load balancer that connects to pods itself opens node ports that nobody needs.',
  rationale: 'A Service of type LoadBalancer takes a port of every node unless allocateLoadBalancerNodePorts is false (Kubernetes API, ServiceSpec); with targets of type ip '
    + 'the load balancer never uses it, and whoever reaches a node does.',
  *evaluate({ cluster, profile }) {
    for (const service of cluster.services) {
      const { type, allocateLoadBalancerNodePorts: allocates, ports } = service.spec;
      const row = type === 'LoadBalancer' ? loadBalancerOf(service, profile) : undefined;
      if (row === undefined || !targetsPods(row, service) || !(allocates || ports.some(({ nodePort }) => nodePort !== undefined))) continue;
      yield {
        object: service,
        field: 'spec.type',
        message: `${service.ref} opens a port on every node, although its load balancer (${row.name}) connects to pods`,
        path: ['private-network', 'every node', service.ref],
        fix: `Set allocateLoadBalancerNodePorts: false in ${service.ref} and name no nodePort.`,
      };
    }
  },
};
