import { ServiceSpec } from '../../src/manifest/kinds/service';
import { plain, problemsOf, specOf } from './reading';

const service = (spec: string, name = 'db') => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
const read = (spec: string) => specOf<ServiceSpec>(service(spec));

describe('a Service', () => {
  test('is of type ClusterIP, forwards to its own port and speaks TCP unless it says otherwise', () => {
    expect(plain(read('{selector: {app: db}, ports: [{port: 5432}]}'))).toStrictEqual({
      type: 'ClusterIP',
      selector: { app: 'db' },
      headless: false,
      clusterIPs: [],
      externalIPs: [],
      loadBalancerSourceRanges: [],
      ipFamilies: [],
      allocateLoadBalancerNodePorts: true,
      externalTrafficPolicy: 'Cluster',
      ports: [{ port: 5432, protocol: 'TCP', targetPort: 5432, path: 'spec.ports[0]' }],
    });
  });

  test('may forward to a named port', () => {
    expect(read('{ports: [{name: pg, port: 80, targetPort: postgres, protocol: UDP, nodePort: 0}]}').ports).toEqual([
      { name: 'pg', port: 80, protocol: 'UDP', targetPort: 'postgres', path: 'spec.ports[0]' },
    ]);
  });

  test('is headless with clusterIP None, and then needs no ports', () => {
    expect(read('{clusterIP: None}').headless).toBe(true);
    expect(read('{clusterIPs: [None], ports: [{port: 80}]}').headless).toBe(true);
  });

  test('may stand for a host', () => {
    expect(read('{type: ExternalName, externalName: db.example.com.}').externalName).toBe('db.example.com.');
  });

  test('may be open to the outside', () => {
    const spec = read('{type: LoadBalancer, externalTrafficPolicy: Local, loadBalancerClass: example.com/lb, allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: [" 10.0.0.0/8"], externalIPs: [203.0.113.7], ports: [{port: 80, nodePort: 30080}]}');
    const { externalTrafficPolicy, loadBalancerClass, allocateLoadBalancerNodePorts, loadBalancerSourceRanges, externalIPs } = spec;
    expect([externalTrafficPolicy, loadBalancerClass, allocateLoadBalancerNodePorts, loadBalancerSourceRanges, externalIPs, spec.ports[0]?.nodePort])
      .toStrictEqual(['Local', 'example.com/lb', false, ['10.0.0.0/8'], ['203.0.113.7'], 30080]);
  });

  test('may use one number for two protocols', () => {
    expect(read('{ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}]}').ports).toHaveLength(2);
  });

  test('may have a name that starts with a digit', () => {
    expect(problemsOf(service('{ports: [{port: 80}]}', '3scale'))).toStrictEqual([]);
  });
});

describe('what the API server refuses', () => {
  test.each([
    ['{}', 'API-INVALID spec.ports: is required: a Service of type "ClusterIP" has at least one port'],
    ['{ports: "80"}', 'API-INVALID spec.ports: must be a list, not "80"'],
    ['{ports: [{}]}', 'API-INVALID spec.ports[0].port: is required: a port number, 1 to 65535'],
    ['{ports: [{port: 70000}]}', 'API-INVALID spec.ports[0].port: 70000 must be a whole number, 1 to 65535'],
    ['{ports: [{port: "80"}]}', 'API-INVALID spec.ports[0].port: must be a whole number, 1 to 65535, not "80"'],
    ['{ports: [{port: 80, targetPort: 70000}]}', 'API-INVALID spec.ports[0].targetPort: 70000 must be a whole number, 1 to 65535'],
    ['{ports: [{port: 80, targetPort: HTTP}]}', 'API-INVALID spec.ports[0].targetPort: "HTTP" must consist of lower case letters'],
    ['{ports: [{port: 80, protocol: HTTP}]}', 'API-INVALID spec.ports[0].protocol: "HTTP" must be "TCP", "UDP" or "SCTP"'],
    ['{ports: [{port: 80, nodePort: 30080}]}', 'SVC-SELECTOR spec.ports[0].nodePort: 30080 must only be given for types "NodePort" and "LoadBalancer", not for "ClusterIP"'],
    ['{ports: [{name: web, port: 80}, {name: web, port: 81}]}', 'SVC-SELECTOR spec.ports[1].name: "web" must not be given twice'],
    ['{ports: [{name: web, port: 80}, {name: alt, port: 80}]}', 'SVC-SELECTOR spec.ports[1].port: TCP port 80 must not be given twice'],
    ['{type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30080}]}', 'SVC-SELECTOR spec.ports[1].nodePort: TCP node port 30080 must not be given twice'],
    ['{type: Public, ports: [{port: 80}]}', 'API-INVALID spec.type: "Public" must be "ClusterIP", "NodePort", "LoadBalancer" or "ExternalName"'],
    ['{type: ExternalName}', 'API-INVALID spec.externalName: is required'],
    ['{type: ExternalName, externalName: "db example"}', 'API-INVALID spec.externalName: "db example" must consist of'],
    ['{type: NodePort, clusterIP: None, ports: [{port: 80}]}', 'API-INVALID spec.clusterIP: "None" must not be given for type "NodePort"'],
    ['{type: LoadBalancer, clusterIP: None, ports: [{port: 80}]}', 'API-INVALID spec.clusterIP: "None" must not be given for type "LoadBalancer"'],
    ['{type: LoadBalancer, externalTrafficPolicy: local, ports: [{port: 80}]}', 'API-INVALID spec.externalTrafficPolicy: "local" must be "Cluster" or "Local"'],
    ['{externalTrafficPolicy: Local, ports: [{port: 80}]}', 'SVC-SELECTOR spec.externalTrafficPolicy: must only be given for types'],
    ['{loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]}', 'SVC-SELECTOR spec.loadBalancerSourceRanges: must only be given for type "LoadBalancer"'],
    ['{type: LoadBalancer, loadBalancerSourceRanges: [office], ports: [{port: 80}]}', 'API-INVALID spec.loadBalancerSourceRanges[0]: "office" must be a valid CIDR value'],
    ['{type: NodePort, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]}', 'SVC-SELECTOR spec.allocateLoadBalancerNodePorts: must only be given'],
    ['{type: LoadBalancer, ports: [{port: 10250}]}', 'API-INVALID spec.ports[0].port: 10250 must not be exposed'],
    ['{externalIPs: [127.0.0.1], ports: [{port: 80}]}', 'API-INVALID spec.externalIPs[0]: "127.0.0.1" must not be an unspecified, loopback or link-local address'],
    ['{externalIPs: [example.com], ports: [{port: 80}]}', 'API-INVALID spec.externalIPs[0]: "example.com" must be a valid IP address'],
    ['{clusterIP: here, ports: [{port: 80}]}', 'API-INVALID spec.clusterIP: "here" must be a valid IP address'],
    ['{selector: {app: true}, ports: [{port: 80}]}', 'API-INVALID spec.selector.app: must be a text, not true; put it in quotes: "true"'],
    ['{ipFamilies: [IPv5], ports: [{port: 80}]}', 'API-INVALID spec.ipFamilies[0]: "IPv5" must be "IPv4" or "IPv6"'],
  ])('%s', (spec, problem) => {
    const problems = problemsOf(service(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`shop.yaml:4 refused ${problem}`);
  });

  test('several ports without names are reported, but what they mean is clear', () => {
    expect(problemsOf(service('{ports: [{port: 80}, {name: alt, port: 81}]}'))).toStrictEqual([
      'shop.yaml:4 tolerated SVC-SELECTOR spec.ports[0].name: is required: a Service with several ports names each of them',
    ]);
  });
});
