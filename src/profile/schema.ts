import { PRESET_NAMES } from '../controllers/presets';
import { JsonSchema } from './json-schema';
import { DEFAULT_PROFILE, LOAD_BALANCERS, NETWORK_SCOPES, PROVIDERS } from './profile';

const DEFAULTS = DEFAULT_PROFILE.cluster;
const CIDR: JsonSchema = { type: 'string', format: 'cidr', description: 'A block of addresses such as 10.0.0.0/16 or 2001:db8::/64.' };
const WORKLOAD = '^[^/\\s\\[\\]]+/[^/\\s\\[\\]]+(\\[[A-Za-z]+\\])?$';
const PORT = { type: 'integer', minimum: 1, maximum: 65535 } as const;

function text(description: string, more: Partial<JsonSchema> = {}): JsonSchema {
  return { type: 'string', minLength: 1, description, ...more };
}

function oneOf(values: readonly string[], description: string, more: Partial<JsonSchema> = {}): JsonSchema {
  return { type: 'string', enum: values, description, ...more };
}

function listOf(items: JsonSchema, description: string, more: Partial<JsonSchema> = {}): JsonSchema {
  return { type: 'array', items, description, ...more };
}

function cidrs(description: string): JsonSchema {
  return listOf(CIDR, description, { default: [] });
}

function labels(description: string, more: Partial<JsonSchema> = {}): JsonSchema {
  return { type: 'object', description, additionalProperties: { type: 'string' }, ...more };
}

const DNS: JsonSchema = {
  type: 'object',
  description: 'Where the DNS of the cluster answers.',
  additionalProperties: false,
  properties: {
    namespace: text('Namespace of the DNS pods.', { default: DEFAULTS.dns.namespace }),
    podLabels: labels('Labels of the DNS pods.', { default: DEFAULTS.dns.podLabels }),
    port: { ...PORT, description: 'Port on which the DNS pods listen, over UDP and TCP: 53; on OpenShift 5353.', default: DEFAULTS.dns.port },
  },
};

const CLUSTER: JsonSchema = {
  type: 'object',
  description: 'The cluster and the network around it.',
  additionalProperties: false,
  properties: {
    provider: oneOf(PROVIDERS, 'Who runs the cluster, which decides what its load balancers do by default.', { default: DEFAULTS.provider }),
    loadBalancer: oneOf(LOAD_BALANCERS, 'What makes the load balancers, where the provider has several or none.'),
    nodeAddresses: oneOf(['public', 'private', 'unknown'], 'Whether the internet reaches the addresses of the nodes. The private network always does.', { default: DEFAULTS.nodeAddresses }),
    nodeCidrs: cidrs('Addresses of the nodes.'),
    podCidrs: cidrs('Addresses of the pods.'),
    serviceCidrs: cidrs('Cluster addresses of the Services.'),
    loadBalancerSubnets: cidrs('Subnets of load balancers that talk to pods directly: their addresses are what the pods see.'),
    addressPools: {
      type: 'object',
      description: 'Address pools of MetalLB or Cilium, by name, and the network that reaches their addresses.',
      additionalProperties: oneOf(NETWORK_SCOPES, 'Network that reaches the addresses of the pool.'),
      default: DEFAULTS.addressPools,
    },
    clusterDomain: text('a DNS domain such as cluster.local', { default: DEFAULTS.clusterDomain, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$' }),
    dns: DNS,
    networkPolicies: oneOf(['enforced', 'ignored'], 'Whether the network of the cluster enforces NetworkPolicies. If not, policies prove nothing.', { default: DEFAULTS.networkPolicies }),
  },
};

const CONTROLLER_PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  preset: oneOf(PRESET_NAMES, 'The product.'),
  namespace: text('Namespace of its pods. Default: that of the preset.'),
  podLabels: labels('Labels of its pods. Default: those of the preset.'),
  cidrs: cidrs('Addresses that its traffic comes from: in place of the pods of the preset, or beside those that namespace or podLabels names.'),
  scope: oneOf(NETWORK_SCOPES, 'Network that reaches it. What the internet reaches, the private network reaches too. Default: internet; '
    + 'where a product makes proxies for each Gateway, what the Service in front of them says.'),
};

/** What the annotation `cdk8s-exposure/gateway` of an IngressClass says of its controller. */
export const GATEWAY_SCHEMA: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'cdk8s-exposure/gateway',
  type: 'object',
  description: 'The controller of an IngressClass, which the manifests do not contain.',
  additionalProperties: false,
  required: ['preset'],
  properties: CONTROLLER_PROPERTIES,
};

const CONTROLLER: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['preset', 'className'],
  properties: { ...CONTROLLER_PROPERTIES, className: text('Ingress class or GatewayClass that it serves.') },
};

const PEER: JsonSchema = {
  type: 'object',
  description: 'Exactly one of workload, namespace, cluster, cidr and host; the last two only as a destination.',
  additionalProperties: false,
  properties: {
    workload: text('a workload such as shop/orders or shop/orders[Deployment]', { pattern: WORKLOAD }),
    namespace: text('Every pod of this namespace.'),
    cluster: { type: 'boolean', enum: [true], description: 'Every pod of the cluster.' },
    cidr: { ...CIDR, description: 'Addresses outside the cluster.' },
    host: text('a DNS name outside the cluster'),
    ports: listOf({
      type: 'object',
      additionalProperties: false,
      required: ['port'],
      properties: {
        protocol: oneOf(['TCP', 'UDP', 'SCTP'], 'Transport protocol.', { default: 'TCP' }),
        port: { ...PORT, description: 'Port of the pod.' },
        endPort: { ...PORT, description: 'Last port of a range that starts at `port`.' },
      },
    }, 'Ports of the destination. Default: every port.'),
  },
};

const HOST: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['host'],
  properties: {
    host: text('a DNS name such as shop.example.com'),
    path: text('Path below which it is published, such as /api.', { default: '/' }),
    pathType: oneOf(['Exact', 'RegularExpression'], 'Where the path is not a prefix. Default: everything below it.'),
  },
};

const INTENT: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['workload', 'intent'],
  properties: {
    workload: text('a workload such as monitoring/grafana[Deployment]', { pattern: WORKLOAD }),
    intent: oneOf(['public', 'internal', 'private', 'isolated'], 'Who may reach it.'),
    allowFrom: listOf(PEER, 'Who may connect to it.'),
    connectTo: listOf(PEER, 'What it connects to.'),
    waysIn: listOf(text('Kind of way in.'), 'Kinds of way in that are meant, such as LoadBalancer; for public and internal workloads only.'),
    gateways: listOf(text('Name of an IngressClass, or of a Gateway as namespace/name.'), 'Gateways that may publish it; for public and internal workloads only. Default: any.'),
    hosts: listOf(HOST, 'Hosts and paths on which it is published; for public and internal workloads only. Default: any.'),
  },
};

const ACCEPTED: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['rule', 'object', 'reason'],
  properties: {
    rule: text('a rule id such as EXP-NODEPORT', { pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*$' }),
    object: text('an object written "Kind namespace/name", or "Kind name" where it has no namespace', { pattern: '^[A-Za-z]+ [^/\\s]+(/[^/\\s]+)?$' }),
    reason: text('a reason in words', { pattern: '\\S' }),
    expires: text('Last day on which it holds, in UTC; for ever if absent.', { format: 'date' }),
  },
};

/** JSON Schema of exposure.yaml; published as `schema/exposure.schema.json`. */
export const EXPOSURE_SCHEMA: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'exposure.yaml',
  description: 'What Kubernetes manifests cannot say about the cluster that they are for.',
  type: 'object',
  additionalProperties: false,
  properties: {
    cluster: CLUSTER,
    controllers: listOf(CONTROLLER, 'Ingress and gateway controllers that the manifests do not contain.', { default: [] }),
    intents: listOf(INTENT, 'Intents for YAML that nobody can edit.', { default: [] }),
    accepted: listOf(ACCEPTED, 'Findings that are accepted, each with its reason.', { default: [] }),
  },
};
