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
    expect(read('{clusterIP: None, clusterIPs: [None], ports: [{port: 80}]}').headless).toBe(true);
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

  test.each([
    '{type: LoadBalancer, ports: [{port: 10250}]}',
    '{type: LoadBalancer, loadBalancerIP: 203.0.113.7, sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 10800}}, internalTrafficPolicy: Local, ports: [{port: 80}]}',
    '{type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30000, ports: [{port: 80, nodePort: 0, targetPort: ""}]}',
    '{externalTrafficPolicy: Local, externalIPs: [203.0.113.7], ports: [{port: 80}]}',
    '{type: ExternalName, externalName: db.example.com, ports: [{port: 80, nodePort: 30080}], selector: {app: db}}',
    '{clusterIP: "", clusterIPs: [], selector: null, externalIPs: null, ports: [{port: 80, name: null}]}',
    '{clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, "fd00::7"], ipFamilies: [IPv4, IPv6], ipFamilyPolicy: RequireDualStack, ports: [{port: 80, appProtocol: kubernetes.io/h2c}]}',
    '{clusterIP: None, ipFamilies: [IPv4, IPv6], publishNotReadyAddresses: true, trafficDistribution: PreferClose}',
  ])('%s is taken, as the API server takes it', (spec) => {
    expect(problemsOf(service(spec))).toStrictEqual([]);
  });

  test('of type ExternalName has no node ports, even if it names one', () => {
    expect(read('{type: ExternalName, externalName: db.example.com, ports: [{port: 80, nodePort: 30080}]}').ports[0]?.nodePort).toBeUndefined();
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
    ['{ports: [{name: web, port: 80}, {name: alt, port: 80}]}', 'SVC-SELECTOR spec.ports[1]: TCP port 80 must not be given twice'],
    ['{type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30080}]}', 'SVC-SELECTOR spec.ports[1].nodePort: TCP node port 30080 must not be given twice'],
    ['{type: Public, ports: [{port: 80}]}', 'API-INVALID spec.type: "Public" must be "ClusterIP", "NodePort", "LoadBalancer" or "ExternalName"'],
    ['{type: ExternalName}', 'API-INVALID spec.externalName: is required'],
    ['{type: ExternalName, externalName: "db example"}', 'API-INVALID spec.externalName: "db example" must consist of'],
    ['{type: NodePort, clusterIP: None, ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[0]: "None" must not be given for type "NodePort"'],
    ['{type: LoadBalancer, clusterIP: None, ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[0]: "None" must not be given for type "LoadBalancer"'],
    ['{type: LoadBalancer, externalTrafficPolicy: local, ports: [{port: 80}]}', 'API-INVALID spec.externalTrafficPolicy: "local" must be "Cluster" or "Local"'],
    ['{externalTrafficPolicy: Local, ports: [{port: 80}]}', 'SVC-SELECTOR spec.externalTrafficPolicy: must only be given for types'],
    ['{loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]}', 'SVC-SELECTOR spec.loadBalancerSourceRanges: must only be given for type "LoadBalancer"'],
    ['{type: LoadBalancer, loadBalancerSourceRanges: [office], ports: [{port: 80}]}', 'API-INVALID spec.loadBalancerSourceRanges[0]: "office" must be a valid CIDR value'],
    ['{type: NodePort, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]}', 'SVC-SELECTOR spec.allocateLoadBalancerNodePorts: must only be given'],
    ['{externalIPs: [127.0.0.1], ports: [{port: 80}]}', 'API-INVALID spec.externalIPs[0]: "127.0.0.1" must not be an unspecified, loopback or link-local address'],
    ['{externalIPs: [example.com], ports: [{port: 80}]}', 'API-INVALID spec.externalIPs[0]: "example.com" must be a valid IP address'],
    ['{clusterIP: here, ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[0]: "here" must be a valid IP address'],
    ['{selector: {app: true}, ports: [{port: 80}]}', 'API-INVALID spec.selector.app: must be a text, not true; put it in quotes: "true"'],
    ['{clusterIP: 10.96.0.7, clusterIPs: [10.96.0.8], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs: has "10.96.0.8" as its first item; it must be clusterIP, which is "10.96.0.7"'],
    ['{clusterIP: None, clusterIPs: [None, 10.96.0.7], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs: has more than "None"; it must be the only item'],
    ['{clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, None], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[1]: "None" must be a valid IP address'],
    ['{clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, 10.96.0.8], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs: has two addresses of one family'],
    ['{clusterIP: 10.96.0.7, clusterIPs: [10.96.0.7, "fd00::7", "fd00::8"], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs: has 3 items; must have at most 2'],
    ['{clusterIP: 10.96.0.7, ipFamilies: [IPv6], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[0]: "10.96.0.7" must be an address of the family at ipFamilies[0], which is "IPv6"'],
    ['{clusterIP: 010.96.0.7, ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs[0]: "010.96.0.7" must not have leading zeros'],
    ['{ipFamilies: [IPv4, IPv4], ports: [{port: 80}]}', 'API-INVALID spec.ipFamilies[1]: "IPv4" must not be given twice'],
    ['{ipFamilyPolicy: DualStack, ports: [{port: 80}]}', 'API-INVALID spec.ipFamilyPolicy: "DualStack" must be "SingleStack", "PreferDualStack" or "RequireDualStack"'],
    ['{type: ExternalName, externalName: db.example.com, clusterIP: None}', 'API-INVALID spec.clusterIPs: must not be given for type "ExternalName"'],
    ['{type: ExternalName, externalName: db.example.com, ipFamilies: [IPv4]}', 'API-INVALID spec.ipFamilies: must not be given for type "ExternalName"'],
    ['{type: ExternalName, externalName: db.example.com, ipFamilyPolicy: SingleStack}', 'API-INVALID spec.ipFamilyPolicy: must not be given for type "ExternalName"'],
    ['{type: ExternalName, externalName: .}', 'API-INVALID spec.externalName: "" must have 1 to 253 characters'],
    ['{loadBalancerClass: example.com/lb, ports: [{port: 80}]}', 'SVC-SELECTOR spec.loadBalancerClass: must only be given for type "LoadBalancer"'],
    ['{type: LoadBalancer, loadBalancerClass: "", ports: [{port: 80}]}', 'API-INVALID spec.loadBalancerClass: "" must have a name'],
    ['{type: LoadBalancer, healthCheckNodePort: 30000, ports: [{port: 80}]}', 'SVC-SELECTOR spec.healthCheckNodePort: must only be given for type "LoadBalancer" with externalTrafficPolicy "Local"'],
    ['{type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 70000, ports: [{port: 80}]}', 'API-INVALID spec.healthCheckNodePort: 70000 must be a whole number, 1 to 65535'],
    ['{ports: [{port: 80, appProtocol: not ok}]}', 'API-INVALID spec.ports[0].appProtocol: "not ok" must consist of'],
    ['{ports: [{port: 80, appProtocol: ""}]}', 'API-INVALID spec.ports[0].appProtocol: "" must have a name'],
    ['{ipFamilies: [IPv5], ports: [{port: 80}]}', 'API-INVALID spec.ipFamilies[0]: "IPv5" must be "IPv4" or "IPv6"'],
  ])('%s', (spec, problem) => {
    const problems = problemsOf(service(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`shop.yaml:4 refused ${problem}`);
  });

  test.each([
    ['{clusterIPs: [None], ports: [{port: 80}]}', 'API-INVALID spec.clusterIPs: must be empty without clusterIP'],
    ['{ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6], ports: [{port: 80}]}', 'API-INVALID spec.ipFamilyPolicy: "SingleStack" must be "RequireDualStack" or "PreferDualStack" for two families'],
    ['{internalTrafficPolicy: local, ports: [{port: 80}]}', 'API-INVALID spec.internalTrafficPolicy: "local" must be "Cluster" or "Local"'],
    ['{internalTrafficPolicy: "", ports: [{port: 80}]}', 'API-INVALID spec.internalTrafficPolicy: "" must be "Cluster" or "Local"'],
    ['{trafficDistribution: Auto, ports: [{port: 80}]}', 'API-INVALID spec.trafficDistribution: "Auto" must be "PreferClose", "PreferSameZone" or "PreferSameNode"'],
    ['{sessionAffinity: Client, ports: [{port: 80}]}', 'API-INVALID spec.sessionAffinity: "Client" must be "ClientIP" or "None"'],
    ['{sessionAffinityConfig: {}, ports: [{port: 80}]}', 'API-INVALID spec.sessionAffinityConfig: must only be given with sessionAffinity "ClientIP"'],
    ['{sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}, ports: [{port: 80}]}', 'API-INVALID spec.sessionAffinityConfig.clientIP.timeoutSeconds: 86401 must be a whole number, 1 to 86400'],
  ])('%s, but what it means to the network is clear', (spec, problem) => {
    const problems = problemsOf(service(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`tolerated ${problem}`);
  });

  const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const annotated = (ranges: string, type: string) => service(`{type: ${type}, ports: [{port: 80}]}`).replace('shop}', `shop, annotations: {${RANGES}: "${ranges}"}}`);
  test.each([
    ['10.0.0.0/8', 'ClusterIP', 'SVC-SELECTOR', 'must only be given for type "LoadBalancer", not for "ClusterIP"'],
    ['10.0.0.0/8, office', 'LoadBalancer', 'API-INVALID', '"office" must be a valid CIDR value'],
  ])('source ranges %s as an annotation on type %s', (ranges, type, rule, problem) => {
    const problems = problemsOf(annotated(ranges, type));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`shop.yaml:3 refused ${rule} metadata.annotations[${RANGES}]: ${problem}`);
  });

  test('several ports without names are reported, but what they mean is clear', () => {
    expect(problemsOf(service('{ports: [{port: 80}, {name: alt, port: 81}]}'))).toStrictEqual([
      'shop.yaml:4 tolerated SVC-SELECTOR spec.ports[0].name: is required: a Service with several ports names each of them',
    ]);
  });
});
