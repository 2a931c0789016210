import { PortSet } from '../../src/network/port-set';
import { CONNECTIVITY_FORMATS } from '../../src/report/connectivity-formats';
import { ConnectivityView, viewOfGroups, viewOfWorkloads } from '../../src/report/connectivity-view';
import { namespace, pod, policy, analyze } from '../reachability/analyzed';

/** A database that orders and future backups may reach, but for those of test namespaces, and two workers without policies. */
const SHOP = analyze([
  namespace('shop'),
  pod('db'),
  pod('orders'),
  pod('worker-1', { labels: '{ app: worker }' }),
  pod('worker-2', { labels: '{ app: worker }' }),
  policy('db', `{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: 5432 }], from: [
    { podSelector: { matchLabels: { app: orders } } },
    { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: role, operator: In, values: [backup, report] }] } }] }] }`),
  policy('orders', '{ podSelector: { matchLabels: { app: orders } }, policyTypes: [Ingress, Egress], egress: [{ to: [{ podSelector: {} }] }] }'),
  `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: no-tests }
spec:
  priority: 5
  subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: db } } } }
  ingress: [{ action: Deny, from: [{ namespaces: { matchLabels: { stage: test } } }] }]`,
]);

function printed(format: string, view: ConnectivityView): string {
  return [...CONNECTIVITY_FORMATS.get(format)!(view)].join('');
}

const WORKLOADS = viewOfWorkloads(SHOP);
const GROUPS = viewOfGroups(SHOP);

describe('connectivity', () => {
  test('as text names what every pod and future pods may do, and which of these there are not yet', () => {
    expect(printed('text', WORKLOADS)).toMatchInlineSnapshot(`
"4 workloads, 3 network policies

shop/orders[Pod]
  -> shop/db[Pod]  TCP 5432
  -> shop/worker-1[Pod]  all ports
  -> shop/worker-2[Pod]  all ports

shop/worker-1[Pod]
  -> shop/worker-2[Pod]  all ports
  -> 0.0.0.0/0, ::/0  all ports

shop/worker-2[Pod]
  -> shop/worker-1[Pod]  all ports
  -> 0.0.0.0/0, ::/0  all ports

outside
  0.0.0.0/0, ::/0 -> shop/worker-1[Pod]  all ports
  0.0.0.0/0, ::/0 -> shop/worker-2[Pod]  all ports

No policy isolates these for ingress: whatever can route to them gets in
  shop/worker-1[Pod]
  shop/worker-2[Pod]

No policy isolates these for egress: they may connect to anything
  shop/worker-1[Pod]
  shop/worker-2[Pod]

What any other pod of the cluster may do, whatever its namespace and labels
  any pod -> shop/worker-1[Pod]  all ports
  shop/worker-1[Pod] -> any pod  all ports
  any pod -> shop/worker-2[Pod]  all ports
  shop/worker-2[Pod] -> any pod  all ports

What more a pod may do by its labels and its namespace
  a pod with role in (backup,report) in any namespace, except in any namespace with stage=test -> shop/db[Pod]  TCP 5432  (there is none yet)
  a pod with app=orders in namespace shop -> shop/db[Pod]  TCP 5432
  shop/orders[Pod] -> any pod in namespace shop  all ports
"
`);
  });

  test('as text in groups names the members once', () => {
    expect(printed('text', GROUPS)).toMatchInlineSnapshot(`
"4 workloads in 3 groups, 3 network policies

group shop/worker-1[Pod] and 1 more
  shop: worker-1, worker-2 [Pod]

shop/orders[Pod]
  -> shop/db[Pod]  TCP 5432
  -> shop/worker-1[Pod] and 1 more  all ports

shop/worker-1[Pod] and 1 more
  -> each other  all ports
  -> 0.0.0.0/0, ::/0  all ports

outside
  0.0.0.0/0, ::/0 -> shop/worker-1[Pod] and 1 more  all ports

No policy isolates these for ingress: whatever can route to them gets in
  shop/worker-1[Pod] and 1 more

No policy isolates these for egress: they may connect to anything
  shop/worker-1[Pod] and 1 more

What any other pod of the cluster may do, whatever its namespace and labels
  any pod -> shop/worker-1[Pod] and 1 more  all ports
  shop/worker-1[Pod] and 1 more -> any pod  all ports

What more a pod may do by its labels and its namespace
  a pod with role in (backup,report) in any namespace, except in any namespace with stage=test -> shop/db[Pod]  TCP 5432  (there is none yet)
  a pod with app=orders in namespace shop -> shop/db[Pod]  TCP 5432
  shop/orders[Pod] -> any pod in namespace shop  all ports
"
`);
  });

  test('as JSON in groups has groups in place of workloads, and exceptions', () => {
    expect(printed('json', GROUPS)).toMatchInlineSnapshot(`
"{
  "version": 1,
  "groups": [
    {"name":"shop/db[Pod]","workloads":["shop/db[Pod]"]},
    {"name":"shop/orders[Pod]","workloads":["shop/orders[Pod]"]},
    {"name":"shop/worker-1[Pod] and 1 more","workloads":["shop/worker-1[Pod]","shop/worker-2[Pod]"]}
  ],
  "connections": [
    {"source":"shop/orders[Pod]","destination":"shop/db[Pod]","ports":{"TCP":[[5432,5432]]}},
    {"source":"shop/orders[Pod]","destination":"shop/worker-1[Pod] and 1 more","ports":"all"},
    {"source":"shop/worker-1[Pod] and 1 more","destination":"shop/worker-1[Pod] and 1 more","ports":"all"},
    {"source":"shop/worker-1[Pod] and 1 more","destination":"0.0.0.0/0","ports":"all"},
    {"source":"shop/worker-1[Pod] and 1 more","destination":"::/0","ports":"all"},
    {"source":"0.0.0.0/0","destination":"shop/worker-1[Pod] and 1 more","ports":"all"},
    {"source":"::/0","destination":"shop/worker-1[Pod] and 1 more","ports":"all"}
  ],
  "exceptions": [],
  "unknownPods": [
    {"workload":"shop/worker-1[Pod] and 1 more","direction":"ingress","ports":"all"},
    {"workload":"shop/worker-1[Pod] and 1 more","direction":"egress","ports":"all"}
  ],
  "futurePods": [
    {"workload":"shop/db[Pod]","direction":"ingress","pod":{"podSelector":{"matchExpressions":[{"key":"role","operator":"In","values":["backup","report"]}]}},"except":[{"namespaceSelector":{"matchLabels":{"stage":"test"}}}],"ports":{"TCP":[[5432,5432]]},"exists":false},
    {"workload":"shop/db[Pod]","direction":"ingress","pod":{"namespace":"shop","podSelector":{"matchLabels":{"app":"orders"}}},"ports":{"TCP":[[5432,5432]]},"exists":true},
    {"workload":"shop/orders[Pod]","direction":"egress","pod":{"namespace":"shop"},"ports":"all","exists":true}
  ]
}
"
`);
  });

  test('as CSV quotes what has commas', () => {
    expect(printed('csv', GROUPS)).toMatchInlineSnapshot(`
"kind,source,destination,ports
member,shop/worker-1[Pod],shop/worker-1[Pod] and 1 more,
member,shop/worker-2[Pod],shop/worker-1[Pod] and 1 more,
connection,shop/orders[Pod],shop/db[Pod],TCP 5432
connection,shop/orders[Pod],shop/worker-1[Pod] and 1 more,all ports
connection,shop/worker-1[Pod] and 1 more,shop/worker-1[Pod] and 1 more,all ports
connection,shop/worker-1[Pod] and 1 more,0.0.0.0/0,all ports
connection,shop/worker-1[Pod] and 1 more,::/0,all ports
connection,0.0.0.0/0,shop/worker-1[Pod] and 1 more,all ports
connection,::/0,shop/worker-1[Pod] and 1 more,all ports
unknown-pod,any pod,shop/worker-1[Pod] and 1 more,all ports
unknown-pod,shop/worker-1[Pod] and 1 more,any pod,all ports
future-pod,"a pod with role in (backup,report) in any namespace, except in any namespace with stage=test",shop/db[Pod],TCP 5432
future-pod,a pod with app=orders in namespace shop,shop/db[Pod],TCP 5432
future-pod,shop/orders[Pod],any pod in namespace shop,all ports
"
`);
  });

  test('as Markdown escapes brackets', () => {
    expect(printed('markdown', GROUPS)).toMatchInlineSnapshot(`
"# Connectivity

## Groups

| group | workloads |
| --- | --- |
| shop/worker-1\\[Pod\\] and 1 more | shop: worker-1, worker-2 \\[Pod\\] |

## Connections

| source | destination | ports |
| --- | --- | --- |
| shop/orders\\[Pod\\] | shop/db\\[Pod\\] | TCP 5432 |
| shop/orders\\[Pod\\] | shop/worker-1\\[Pod\\] and 1 more | all ports |
| shop/worker-1\\[Pod\\] and 1 more | shop/worker-1\\[Pod\\] and 1 more | all ports |
| shop/worker-1\\[Pod\\] and 1 more | 0.0.0.0/0, ::/0 | all ports |
| 0.0.0.0/0, ::/0 | shop/worker-1\\[Pod\\] and 1 more | all ports |

## Not isolated for ingress

- shop/worker-1\\[Pod\\] and 1 more

## Not isolated for egress

- shop/worker-1\\[Pod\\] and 1 more

## Any other pod

| source | destination | ports |
| --- | --- | --- |
| any pod | shop/worker-1\\[Pod\\] and 1 more | all ports |
| shop/worker-1\\[Pod\\] and 1 more | any pod | all ports |

## Pods by their labels

| source | destination | more ports | in the manifests |
| --- | --- | --- | --- |
| a pod with role in (backup,report) in any namespace, except in any namespace with stage=test | shop/db\\[Pod\\] | TCP 5432 | no |
| a pod with app=orders in namespace shop | shop/db\\[Pod\\] | TCP 5432 | yes |
| shop/orders\\[Pod\\] | any pod in namespace shop | all ports | yes |
"
`);
  });

  test('as DOT draws namespaces as clusters and groups as one node with their members', () => {
    expect(printed('dot', GROUPS)).toMatchInlineSnapshot(`
"digraph connectivity {
  rankdir=LR;
  subgraph cluster_0 {
    label="shop";
    "shop/db[Pod]" [shape=box];
    "shop/orders[Pod]" [shape=box];
    "shop/worker-1[Pod] and 1 more" [shape=box3d, tooltip="shop: worker-1, worker-2 [Pod]"];
  }
  "shop/orders[Pod]" -> "shop/db[Pod]" [label="TCP 5432"];
  "shop/orders[Pod]" -> "shop/worker-1[Pod] and 1 more" [label="all ports"];
  "shop/worker-1[Pod] and 1 more" -> "shop/worker-1[Pod] and 1 more" [label="all ports"];
  "0.0.0.0/0, ::/0" [shape=ellipse];
  "shop/worker-1[Pod] and 1 more" -> "0.0.0.0/0, ::/0" [label="all ports"];
  "0.0.0.0/0, ::/0" -> "shop/worker-1[Pod] and 1 more" [label="all ports"];
  "any pod" [shape=box, style=dashed];
  "any pod" -> "shop/worker-1[Pod] and 1 more" [label="all ports", style=dashed];
  "shop/worker-1[Pod] and 1 more" -> "any pod" [label="all ports", style=dashed];
  "a pod with role in (backup,report) in any namespace, except in any namespace with stage=test" [shape=box, style=dashed];
  "a pod with role in (backup,report) in any namespace, except in any namespace with stage=test" -> "shop/db[Pod]" [label="TCP 5432", style=dashed];
  "a pod with app=orders in namespace shop" [shape=box, style=dashed];
  "a pod with app=orders in namespace shop" -> "shop/db[Pod]" [label="TCP 5432", style=dashed];
  "any pod in namespace shop" [shape=box, style=dashed];
  "shop/orders[Pod]" -> "any pod in namespace shop" [label="all ports", style=dashed];
}
"
`);
  });

  test('as Mermaid gives nodes ids of its own', () => {
    expect(printed('mermaid', GROUPS)).toMatchInlineSnapshot(`
"flowchart LR
  subgraph s0["shop"]
    n0["shop/db[Pod]"]
    n1["shop/orders[Pod]"]
    %% shop/worker-1[Pod] and 1 more: shop: worker-1, worker-2 [Pod]
    n2[["shop/worker-1[Pod] and 1 more"]]
  end
  n1 -->|"TCP 5432"| n0
  n1 -->|"all ports"| n2
  n2 -->|"all ports"| n2
  n3(["0.0.0.0/0, ::/0"])
  n2 -->|"all ports"| n3
  n3 -->|"all ports"| n2
  n4{{"any pod"}}
  n4 -.->|"all ports"| n2
  n2 -.->|"all ports"| n4
  n5{{"a pod with role in (backup,report) in any namespace, except in any namespace with stage=test"}}
  n5 -.->|"TCP 5432"| n0
  n6{{"a pod with app=orders in namespace shop"}}
  n6 -.->|"TCP 5432"| n0
  n7{{"any pod in namespace shop"}}
  n1 -.->|"all ports"| n7
"
`);
  });

  test.each([
    ['text', 'Pairs that do otherwise than their groups\n  a, b -> c  TCP 80 instead of all ports\n  d -> c  no port instead of all ports\n  d -> e  TCP 80\n'],
    ['json', '"exceptions": [\n    {"source":"a","destination":"c","ports":{"TCP":[[80,80]]}},\n'],
    ['csv', 'exception,a,c,TCP 80\n'],
    ['markdown', '| d | c | no port | all ports |\n'],
    ['dot', '  "d" -> "c" [label="no port", style=bold];\n'],
    ['mermaid', '  n3 ==>|"no port"| n1\n'],
  ])('as %s says what pairs do otherwise than their groups', (format, expected) => {
    const tcp = PortSet.of('TCP', 80);
    const exceptions = [
      { source: 'a', destination: 'c', ports: tcp, usual: PortSet.ALL },
      { source: 'b', destination: 'c', ports: tcp, usual: PortSet.ALL },
      { source: 'd', destination: 'c', ports: PortSet.NONE, usual: PortSet.ALL },
      { source: 'd', destination: 'e', ports: tcp, usual: PortSet.NONE },
    ];
    expect(printed(format, { ...EMPTY, grouped: true, exceptions: () => exceptions })).toContain(expected);
  });

  test.each([
    ['csv', 'connection,"a ""b"", c",d\\e|<f>#g,TCP 80\n'],
    ['markdown', '| a "b", c | d\\\\e\\|\\<f\\>#g | TCP 80 |\n'],
    ['dot', '"a \\"b\\", c" -> "d\\\\e|<f>#g" [label="TCP 80"];\n'],
    ['mermaid', '  n0(["a #quot;b#quot;, c"])\n  n1(["d#92;e|#lt;f#gt;#35;g"])\n  n0 -->|"TCP 80"| n1\n'],
  ])('as %s is not broken by any character', (format, expected) => {
    const connections = [{ source: 'a "b", c', destination: 'd\\e|<f>#g', ports: PortSet.of('TCP', 80) }];
    expect(printed(format, { ...EMPTY, connections: () => connections })).toContain(expected);
  });
});

const EMPTY: ConnectivityView = {
  grouped: false,
  workloads: 0,
  policies: 0,
  ends: [],
  isEnd: () => false,
  connections: () => [],
  exceptions: () => [],
  unknownPods: () => [],
  futurePods: () => [],
  open: () => [],
};
