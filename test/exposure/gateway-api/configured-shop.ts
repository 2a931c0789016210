import { edge, intoWeb, shop, webRoute } from './shop';

/** A product whose Gateways are configured by objects of a kind. */
export interface Configured {
  readonly controller: string;
  readonly apiVersion: string;
  readonly kind: string;
}

export const ENVOY: Configured = { controller: 'gateway.envoyproxy.io/gatewayclass-controller', apiVersion: 'gateway.envoyproxy.io/v1alpha1', kind: 'EnvoyProxy' };
export const NGINX: Configured = { controller: 'gateway.nginx.org/nginx-gateway-controller', apiVersion: 'gateway.nginx.org/v1alpha2', kind: 'NginxProxy' };
export const KGATEWAY: Configured = { controller: 'kgateway.dev/kgateway', apiVersion: 'gateway.kgateway.dev/v1alpha1', kind: 'GatewayParameters' };
export const KONG: Configured = { controller: 'konghq.com/gateway-operator', apiVersion: 'gateway-operator.konghq.com/v2beta1', kind: 'GatewayConfiguration' };
export const CONTOUR: Configured = { controller: 'projectcontour.io/gateway-controller', apiVersion: 'projectcontour.io/v1alpha1', kind: 'ContourDeployment' };
export const CILIUM: Configured = { controller: 'io.cilium/gateway-controller', apiVersion: 'cilium.io/v2alpha1', kind: 'CiliumGatewayClassConfig' };
export const AWS: Configured = { controller: 'gateway.k8s.aws/alb', apiVersion: 'gateway.k8s.aws/v1', kind: 'LoadBalancerConfiguration' };

/** What the object of the Gateway and that of its class say; `missing` where it is referred to and not in the manifests, absent where nothing is. */
export interface Said {
  readonly own?: string;
  readonly ofClass?: string;
  /** Fields of `infrastructure` of the Gateway. */
  readonly infrastructure?: string;
  readonly more?: string;
  readonly exposureYaml?: string;
}

/** Who gets to the web application behind a Gateway that is configured like this. */
export function intoConfigured(product: Configured, { own, ofClass, infrastructure = '', more = '', exposureYaml }: Said): readonly string[] {
  const group = product.apiVersion.replace(/\/.*/, '');
  const reference = `parametersRef: { group: ${group}, kind: ${product.kind}`;
  const fields = [infrastructure, own === undefined ? '' : `${reference}, name: own }`].filter((field) => field !== '');
  const made = edge(product.controller, { more: fields.length === 0 ? '' : `infrastructure: { ${fields.join(', ')} }` });
  const ofClassToo = ofClass === undefined ? made : made.replace(`${product.controller} }`, `${product.controller}, ${reference}, name: class, namespace: infra } }`);
  const object = (name: string, spec: string | undefined): string => (spec === undefined || spec === 'missing' ? '' : `
---
apiVersion: ${product.apiVersion}
kind: ${product.kind}
metadata: { name: ${name}, namespace: infra }
spec: ${spec}
`);
  return intoWeb([shop(), ofClassToo, object('own', own), object('class', ofClass), webRoute(), more].join(''), exposureYaml);
}
