/** Objects of Istio for a shop: what they share, so that a test shows what it is about. */

/** Applications of the shop, each behind a Service of its name: `web` on 80, `db` on 5432. */
export const SHOP = ['web: 8080', 'db: 5432'].map((text) => {
  const [name = '', port = ''] = text.split(': ');
  return application(name, port, `{ port: ${port === '8080' ? 80 : port}, targetPort: ${port} }`);
}).join('');

export function application(name: string, port: string, servicePorts: string, labels = ''): string {
  return `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${name.replace(/-v\d$/, '')} } }
  template:
    metadata: { labels: { app: ${name.replace(/-v\d$/, '')}${labels} } }
    spec: { containers: [{ name: main, image: ${name}, ports: [{ containerPort: ${port} }] }] }
${servicePorts === '' ? '' : service(name, servicePorts)}`;
}

export function service(name: string, ports: string, annotations = '{}'): string {
  return `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, annotations: ${annotations} }
spec: { selector: { app: ${name} }, ports: [${ports}] }
`;
}

export function istio(kind: string, spec: string, { name = 'main', namespace = 'shop', version = 'v1' } = {}): string {
  return `\n---\napiVersion: networking.istio.io/${version}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

export const HTTP = '{ number: 80, name: http, protocol: HTTP }';

/** A Gateway `edge/main` with one server. */
export function gateway(server = `port: ${HTTP}, hosts: ["*"]`, selector = '{ istio: ingressgateway }', namespace = 'edge'): string {
  return istio('Gateway', `{ selector: ${selector}, servers: [{ ${server} }] }`, { namespace });
}

export const TO_WEB = '[{ route: [{ destination: { host: web } }] }]';

/** A VirtualService of the shop on that Gateway. */
export function virtualService(http = TO_WEB, rest = 'hosts: [shop.example], gateways: [edge/main]'): string {
  return istio('VirtualService', `{ ${rest}, http: ${http} }`, { name: 'shop' });
}

/** The gateway's pods, in a namespace of their own, behind a Service. */
export function gatewayPods(behind = '{ type: LoadBalancer, selector: { istio: ingressgateway }, ports: [{ name: http, port: 80, targetPort: 8080 }, { name: https, port: 443, targetPort: 8443 }] }', namespace = 'istio-system'): string {
  return `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: istio-ingressgateway, namespace: ${namespace} }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  template:
    metadata: { labels: { istio: ingressgateway } }
    spec: { containers: [{ name: istio-proxy, image: istio/proxyv2, args: [proxy, router] }] }
---
apiVersion: v1
kind: Service
metadata: { name: istio-ingressgateway, namespace: ${namespace} }
spec: ${behind}
`;
}

/** A policy of the shop for one application, whose pods it isolates. */
export function isolating(app: string, ingress: string): string {
  return `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${app}, namespace: shop }
spec: { podSelector: { matchLabels: { app: ${app} } }, policyTypes: [Ingress], ingress: ${ingress} }
`;
}

export const FROM_GATEWAY = '[{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }, podSelector: { matchLabels: { istio: ingressgateway } } }], ports: [{ port: 8080 }] }]';
