import { WorkloadSpec } from '../../src/manifest/kinds/pod-template';
import { readYaml } from '../../src/manifest/read';
import { plain, problemsOf, specOf } from './reading';

const META = 'metadata: {name: web, namespace: shop, labels: {team: front}}';
const TEMPLATE = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}';
const SELECTOR = 'selector: {matchLabels: {app: web}}';
const workload = (kind: string, spec: string, apiVersion = 'apps/v1') => `apiVersion: ${apiVersion}\nkind: ${kind}\n${META}\nspec: ${spec}\n`;
const pod = (spec: string, more = '') => `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: ${spec}\n${more}`;

describe('every kind of workload has a pod template', () => {
  const jobTemplate = TEMPLATE.replace('{containers', '{restartPolicy: Never, containers');
  test.each([
    ['Deployment', 'apps/v1', `{replicas: 3, ${SELECTOR}, ${TEMPLATE}}`, 3, 'spec.template.spec'],
    ['ReplicaSet', 'apps/v1', `{replicas: 0, ${SELECTOR}, ${TEMPLATE}}`, 0, 'spec.template.spec'],
    ['StatefulSet', 'apps/v1', `{serviceName: web, ${SELECTOR}, ${TEMPLATE}}`, 1, 'spec.template.spec'],
    ['DaemonSet', 'apps/v1', `{${SELECTOR}, ${TEMPLATE}}`, 1, 'spec.template.spec'],
    ['ReplicationController', 'v1', `{selector: {app: web}, ${TEMPLATE}}`, 1, 'spec.template.spec'],
    ['ReplicationController', 'v1', `{${TEMPLATE}}`, 1, 'spec.template.spec'],
    ['Job', 'batch/v1', `{parallelism: 2, ${jobTemplate}}`, 2, 'spec.template.spec'],
    ['CronJob', 'batch/v1', `{schedule: "@daily", jobTemplate: {spec: {${jobTemplate}}}}`, 1, 'spec.jobTemplate.spec.template.spec'],
    ['CronJob', 'batch/v1beta1', `{schedule: "@daily", jobTemplate: {spec: {${jobTemplate}}}}`, 1, 'spec.jobTemplate.spec.template.spec'],
    ['Rollout', 'argoproj.io/v1alpha1', `{replicas: 5, ${SELECTOR}, ${TEMPLATE}}`, 5, 'spec.template.spec'],
  ])('%s of %s', (kind, apiVersion, spec, replicas, podSpecPath) => {
    const read = specOf<WorkloadSpec>(workload(kind, spec, apiVersion));
    expect([{ ...read.template.labels }, read.template.containers[0]?.path, read.replicas, read.podSpecPath])
      .toStrictEqual([{ app: 'web' }, `${podSpecPath}.containers[0]`, replicas, podSpecPath]);
  });

  test('labels of the workload itself are not those of its pods', () => {
    const { objects } = readYaml(workload('Deployment', `{${SELECTOR}, ${TEMPLATE}}`), 'shop.yaml');
    expect([{ ...objects[0]?.metadata.labels }, { ...(objects[0]?.spec as WorkloadSpec).template.labels }]).toStrictEqual([{ team: 'front' }, { app: 'web' }]);
  });

  test('a StatefulSet names its headless Service', () => {
    expect(specOf<WorkloadSpec>(workload('StatefulSet', `{serviceName: web-peers, ${SELECTOR}, ${TEMPLATE}}`)).serviceName).toBe('web-peers');
  });

  test('a Rollout that refers to a Deployment has no pods of its own', () => {
    expect(specOf(workload('Rollout', '{workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}}', 'argoproj.io/v1alpha1'))).toBeUndefined();
  });
});

describe('a pod', () => {
  test('is read as far as it matters to the network', () => {
    const { template } = specOf<WorkloadSpec>(pod(
      '{hostNetwork: true, serviceAccountName: web, containers: [{name: web, image: web:1, command: [serve], args: [--port, "80"], ports: [{name: http, containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}, {containerPort: 53, protocol: UDP}], env: [{name: DB, value: db:5432}, {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}], volumeMounts: [{name: data, mountPath: /data}, {name: odd}, null]}]}',
      'status: {podIP: 10.1.0.7, podIPs: [{ip: 10.1.0.7}, {ip: "fd00::7"}], hostIP: 192.168.0.2}\n'));
    expect(plain(template)).toStrictEqual({
      labels: { app: 'web' },
      annotations: {},
      hostNetwork: true,
      serviceAccountName: 'web',
      containers: [{
        name: 'web',
        image: 'web:1',
        role: 'container',
        command: ['serve'],
        args: ['--port', '80'],
        env: { DB: 'db:5432' },
        unseenEnv: ['SECRET'],
        mountPaths: ['/data'],
        path: 'spec.containers[0]',
        ports: [
          { name: 'http', containerPort: 80, protocol: 'TCP', hostPort: 80, hostIP: '127.0.0.1', path: 'spec.containers[0].ports[0]' },
          { containerPort: 53, protocol: 'UDP', path: 'spec.containers[0].ports[1]' },
        ],
      }],
      podIPs: ['10.1.0.7', 'fd00::7'],
      hostIP: '192.168.0.2',
    });
  });

  test('has sidecars that run beside it and init containers that do not', () => {
    const { template } = specOf<WorkloadSpec>(pod('{containers: [{name: web, image: web}], initContainers: [{name: migrate, image: web}, {name: proxy, image: proxy, restartPolicy: Always}]}'));
    expect(template.containers.map(({ name, role, path }) => [name, role, path])).toStrictEqual([
      ['web', 'container', 'spec.containers[0]'], ['migrate', 'init', 'spec.initContainers[0]'], ['proxy', 'sidecar', 'spec.initContainers[1]'],
    ]);
  });

  test.each([
    ['{}', 'refused API-INVALID spec.containers: is required: a pod has at least one container'],
    ['{containers: []}', 'refused API-INVALID spec.containers: is required'],
    ['{containers: web}', 'refused API-INVALID spec.containers: must be a list, not "web"'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: 70000}]}]}', 'refused API-INVALID spec.containers[0].ports[0].containerPort: 70000 must be a whole number, 1 to 65535'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: "80"}]}]}', 'refused API-INVALID spec.containers[0].ports[0].containerPort: must be a whole number, 1 to 65535, not "80"'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: 80, protocol: http}]}]}', 'refused API-INVALID spec.containers[0].ports[0].protocol: "http" must be "TCP", "UDP" or "SCTP"'],
    ['{containers: [{name: web, image: web, ports: [{name: a, containerPort: 80}, {name: a, containerPort: 81}]}]}', 'refused API-INVALID spec.containers[0].ports[1].name: "a" must not be given twice'],
    ['{containers: [{name: web, image: web, ports: [{name: "80", containerPort: 80}]}]}', 'refused API-INVALID spec.containers[0].ports[0].name: "80" must have at least one letter'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: 80, hostIP: node}]}]}', 'tolerated API-INVALID spec.containers[0].ports[0].hostIP: "node" must be a valid IP address'],
    ['{hostNetwork: true, containers: [{name: web, image: web, ports: [{containerPort: 80, hostPort: 81}]}]}', 'refused API-INVALID spec.containers[0].ports[0].containerPort: 80 must equal hostPort, which is 81'],
    ['{containers: [{name: web, image: web}, {name: web, image: web}]}', 'refused API-INVALID spec.containers[1].name: "web" must not be given to two containers'],
    ['{containers: [{name: a, image: a, ports: [{containerPort: 80, hostPort: 80}]}, {name: b, image: b, ports: [{containerPort: 81, hostPort: 80}]}]}', 'refused API-INVALID spec.containers[1].ports[0].hostPort: TCP port 80 of the node must not be taken twice'],
    ['{containers: [{name: Web_1, image: web}]}', 'refused API-INVALID spec.containers[0].name: "Web_1" must consist of'],
    ['{containers: [{name: web, image: web, env: [{name: PORT, value: 80}]}]}', 'refused API-INVALID spec.containers[0].env[0].value: must be a text, not 80; put it in quotes: "80"'],
    ['{hostNetwork: "yes", containers: [{name: web, image: web}]}', 'refused API-INVALID spec.hostNetwork: must be true or false, not "yes"'],
    ['{restartPolicy: always, containers: [{name: web, image: web}]}', 'refused API-INVALID spec.restartPolicy: "always" must be'],
    ['{containers: [{name: web, image: web, ports: [{name: http}]}]}', 'tolerated API-INVALID spec.containers[0].ports[0].containerPort: is required'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: 0}]}]}', 'tolerated API-INVALID spec.containers[0].ports[0].containerPort: is required'],
    ['{containers: [{name: web, image: web, ports: [{containerPort: 80, hostPort: 70000}]}]}', 'refused API-INVALID spec.containers[0].ports[0].hostPort: 70000 must be a whole number, 1 to 65535'],
    ['{containers: [{name: web, image: web, ports: [{name: a-name-that-is-too-long, containerPort: 80}]}]}', 'refused API-INVALID spec.containers[0].ports[0].name: "a-name-that-is-too-long" must have at most 15 characters'],
    ['{containers: [{name: web, image: web}], initContainers: [{name: web, image: web}]}', 'refused API-INVALID spec.initContainers[0].name: "web" must not be given to two containers'],
    ['{containers: [{name: web, image: web}], initContainers: [{name: proxy, image: proxy, ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]}]}', 'refused API-INVALID spec.initContainers[0].ports[1].hostPort: TCP port 80 of the node must not be taken twice'],
    ['{containers: [{name: web, image: web, env: [{value: a}]}]}', 'refused API-INVALID spec.containers[0].env[0].name: is required'],
    ['{containers: [{name: web, image: web, env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}]}', 'refused API-INVALID spec.containers[0].env[0].valueFrom: must not be given together with a value'],
    ['{serviceAccountName: Web, containers: [{name: web, image: web}]}', 'refused API-INVALID spec.serviceAccountName: "Web" must consist of'],
    ['{dnsPolicy: Cluster, containers: [{name: web, image: web}]}', 'tolerated API-INVALID spec.dnsPolicy: "Cluster" must be "ClusterFirstWithHostNet", "ClusterFirst", "Default" or "None"'],
    ['{dnsPolicy: None, containers: [{name: web, image: web}]}', 'tolerated API-INVALID spec.dnsConfig.nameservers: is required'],
    ['{hostname: web.shop, containers: [{name: web, image: web}]}', 'tolerated API-INVALID spec.hostname: "web.shop" must consist of'],
    ['{subdomain: Web, containers: [{name: web, image: web}]}', 'tolerated API-INVALID spec.subdomain: "Web" must consist of'],
    ['{containers: [{name: web, image: web, imagePullPolicy: always}]}', 'tolerated API-INVALID spec.containers[0].imagePullPolicy: "always" must be "Always", "IfNotPresent" or "Never"'],
    ['{containers: [{image: web}]}', 'tolerated API-INVALID spec.containers[0].name: is required'],
    ['{containers: [{name: web}]}', 'tolerated API-INVALID spec.containers[0].image: is required'],
  ])('%s is reported', (spec, problem) => {
    const problems = problemsOf(pod(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });
});

describe('what the API server takes is taken', () => {
  test.each([
    '{hostNetwork: true, containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}',
    '{hostNetwork: true, containers: [{name: web, image: web}], initContainers: [{name: init, image: web, ports: [{containerPort: 80, hostPort: 81}]}]}',
    '{containers: [{name: a, image: a, ports: [{containerPort: 80, hostPort: 80}]}], initContainers: [{name: b, image: b, restartPolicy: Always, ports: [{containerPort: 80, hostPort: 80}]}, {name: c, image: c, ports: [{containerPort: 80, hostPort: 80}]}]}',
    '{containers: [{name: a, image: a, ports: [{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}, {containerPort: 80, hostPort: 80, hostIP: 127.0.0.2}, {containerPort: 80, hostPort: 80, protocol: UDP}]}]}',
    '{containers: [{name: a, image: a, ports: [{name: http, containerPort: 80, hostPort: 0, protocol: ""}]}, {name: b, image: b, ports: [{name: http, containerPort: 80}]}]}',
    '{containers: [{name: a, image: a, ports: null, env: null, command: null, imagePullPolicy: ""}], initContainers: null, dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}, hostname: web}',
    '{containers: [{name: web, image: web}], ephemeralContainers: [{name: debugger, image: busybox}], volumes: [{anything: 1}], unheardOf: {}}',
  ])('%.90s', (spec) => {
    expect(problemsOf(pod(spec))).toStrictEqual([]);
  });

  test('a Pod as the server hands it out', () => {
    const live = pod('{containers: [{name: web, image: web}], nodeName: one, tolerations: [{operator: Exists}]}', 'status: {phase: Running, podIP: 10.1.0.7, hostIP: 192.168.0.2, hostIPs: [{ip: 192.168.0.2}], conditions: null}\n')
      .replace('labels:', 'uid: 6f1e, resourceVersion: "7", generation: 1, creationTimestamp: "2026-01-01T00:00:00Z", managedFields: [{manager: kubectl, fieldsV1: {"f:spec": {}}}], finalizers: [example.com/wait], labels:');
    expect(problemsOf(live)).toStrictEqual([]);
  });
});

describe('a template and its workload must agree', () => {
  test.each([
    ['Deployment', `{${SELECTOR}}`, 'refused API-INVALID spec.template: is required'],
    ['Deployment', `{replicas: -1, ${SELECTOR}, ${TEMPLATE}}`, 'refused API-INVALID spec.replicas: -1 must be a whole number, 0 or more'],
    ['Deployment', `{${TEMPLATE}}`, 'tolerated API-INVALID spec.selector: is required'],
    ['Deployment', `{selector: {}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.selector: is required'],
    ['Deployment', `{selector: {matchLabels: {app: api}}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.template.metadata.labels: "app=web" must match the selector of the workload, which is "app=api"'],
    ['Deployment', `{${SELECTOR}, ${TEMPLATE.replace('{containers', '{restartPolicy: Never, containers')}}`, 'tolerated API-INVALID spec.template.spec.restartPolicy: "Never" must be "Always"'],
    ['Deployment', `{strategy: {type: Recreate, rollingUpdate: {}}, ${SELECTOR}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.strategy.rollingUpdate: must only be given with type "RollingUpdate"'],
    ['Deployment', `{strategy: {type: OnDelete}, ${SELECTOR}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.strategy.type: "OnDelete" must be "RollingUpdate" or "Recreate"'],
    ['Deployment', `{${SELECTOR}, ${TEMPLATE.replace('{app: web}', '{app: web, tier: "not ok"}')}}`, 'refused API-INVALID spec.template.metadata.labels.tier: the value "not ok" must be'],
    ['StatefulSet', `{updateStrategy: {type: Recreate}, ${SELECTOR}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.updateStrategy.type: "Recreate" must be "RollingUpdate" or "OnDelete"'],
    ['StatefulSet', `{podManagementPolicy: parallel, ${SELECTOR}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.podManagementPolicy: "parallel" must be "OrderedReady" or "Parallel"'],
    ['DaemonSet', `{updateStrategy: {type: Recreate}, ${SELECTOR}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.updateStrategy.type: "Recreate" must be'],
    ['DaemonSet', `{selector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.template.metadata.labels: "app=web" must match the selector of the workload, which is "app!=web"'],
    ['ReplicaSet', `{selector: {matchExpressions: [{key: app, operator: in, values: [web]}]}, ${TEMPLATE}}`, 'refused API-INVALID spec.selector.matchExpressions[0].operator: "in" must be "In"'],
  ])('%s %s', (kind, spec, problem) => {
    const problems = problemsOf(workload(kind, spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test.each([
    [`{selector: {app: api}, ${TEMPLATE}}`, 'tolerated API-INVALID spec.template.metadata.labels: "app=web" must match the selector of the workload, which is "app=api"'],
    ['{template: {spec: {containers: [{name: web, image: web}]}}}', 'tolerated API-INVALID spec.selector: is required'],
  ])('ReplicationController %s', (spec, problem) => {
    const problems = problemsOf(workload('ReplicationController', spec, 'v1'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('the pods of a Job must end', () => {
    expect(problemsOf(workload('Job', `{${TEMPLATE}}`, 'batch/v1'))[0]).toContain('spec.template.spec.restartPolicy: "Always" must be "OnFailure" or "Never"');
  });

  const JOB = TEMPLATE.replace('{containers', '{restartPolicy: OnFailure, containers');
  test.each([
    [`{selector: {matchLabels: {app: web}}, ${JOB}}`, ['spec.selector: has "app"; must only be given with manualSelector: true']],
    [`{selector: {matchLabels: {batch.kubernetes.io/controller-uid: 6f1e}}, ${JOB}}`, []],
    [`{manualSelector: true, selector: {matchLabels: {app: web}}, ${JOB}}`, []],
    [`{manualSelector: true, ${JOB}}`, ['spec.selector: is required: it selects the pods of the workload and must not be empty']],
    [`{manualSelector: true, selector: {matchLabels: {app: api}}, ${JOB}}`, ['spec.template.metadata.labels: "app=web" must match the selector of the workload, which is "app=api"']],
    [`{parallelism: -1, ${JOB}}`, ['spec.parallelism: -1 must be a whole number, 0 or more']],
  ])('a Job %s', (spec, problems) => {
    expect(problemsOf(workload('Job', spec, 'batch/v1')).map((line) => line.replace(/^.*API-INVALID /, ''))).toStrictEqual(problems);
  });

  const cron = (spec: string, name = 'web') => problemsOf(workload('CronJob', `{${spec}jobTemplate: {spec: {${JOB}}}}`, 'batch/v1').replace('name: web,', `name: ${name},`));
  test('a CronJob has a schedule, a known policy and a name that leaves room for those of its Jobs', () => {
    expect(cron('schedule: "@daily", concurrencyPolicy: Forbid, ', 'a'.repeat(52))).toStrictEqual([]);
    expect(cron('')).toStrictEqual([expect.stringContaining('tolerated API-INVALID spec.schedule: is required')]);
    expect(cron('schedule: "@daily", concurrencyPolicy: forbid, ')).toStrictEqual([expect.stringContaining('tolerated API-INVALID spec.concurrencyPolicy: "forbid" must be "Allow", "Forbid" or "Replace"')]);
    expect(cron('schedule: "@daily", ', 'a'.repeat(53))).toStrictEqual([expect.stringContaining('tolerated API-INVALID metadata.name: has 53 characters; a CronJob must have at most 52')]);
  });
});
