import { Size } from 'cdk8s';
import { DatabaseCredentials, DatabaseEngine, HealthCheck, InternalApi, PrivateDatabase, PrivateDatabaseProps } from '../../src';
import { DATABASE_PRESETS } from '../../src/constructs/database-presets';
import { DNS_RULE, envOf, Manifest, manifest, manifestsOf, podsOf, refusal, shopChart } from './rendered';

const postgres = DatabaseEngine.postgres({ version: '17' });
const build = (props: Partial<PrivateDatabaseProps> = {}): { chart: ReturnType<typeof shopChart>; db: PrivateDatabase } => {
  const chart = shopChart();
  return { chart, db: new PrivateDatabase(chart, 'db', { engine: postgres, storage: Size.gibibytes(20), ...props }) };
};
const statefulSet = (props: Partial<PrivateDatabaseProps> = {}): Manifest => manifest(build(props).chart, 'StatefulSet', 'db');
const containerOf = (props: Partial<PrivateDatabaseProps> = {}): Manifest => statefulSet(props).spec.template.spec.containers[0];

describe('a private database', () => {
  test('is a StatefulSet, a headless Service and a policy that lets nobody in', () => {
    const { chart } = build();
    expect(manifestsOf(chart).map((m) => `${m.kind} ${m.metadata.name}`)).toStrictEqual(['StatefulSet db', 'NetworkPolicy db', 'Service db']);
    expect(manifest(chart, 'Service', 'db').spec).toMatchObject({ type: 'ClusterIP', clusterIP: 'None', ports: [{ name: 'postgresql', port: 5432, targetPort: 5432 }] });
    expect(manifest(chart, 'NetworkPolicy', 'db').spec).toStrictEqual({
      podSelector: podsOf('db').podSelector, policyTypes: ['Ingress', 'Egress'], egress: [DNS_RULE],
    });
    expect(manifest(chart, 'StatefulSet', 'db').spec.serviceName).toBe('db');
  });

  test('claims a volume for each replica', () => {
    const { spec } = statefulSet({ storageClass: 'fast' });
    expect(spec.volumeClaimTemplates).toStrictEqual([{
      metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '20Gi' } } },
    }]);
    expect(spec.template.spec.containers[0].volumeMounts[0]).toStrictEqual({ name: 'data', mountPath: '/var/lib/postgresql/data' });
  });

  test('keeps its data in the pod only where that is spelled out', () => {
    const { spec } = statefulSet({ storage: undefined, ephemeral: true });
    expect(spec).not.toHaveProperty('volumeClaimTemplates');
    expect(spec.template.spec.volumes[0]).toStrictEqual({ name: 'volume-0', emptyDir: {} });
    expect(spec.template.spec.containers[0].volumeMounts[0]).toStrictEqual({ name: 'volume-0', mountPath: '/var/lib/postgresql/data' });
  });

  test('runs as the user of the image, with a read-only root file system', () => {
    const { spec } = statefulSet().spec.template;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, runAsGroup: 999, fsGroup: 999 });
    expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    expect(spec.containers[0].volumeMounts.map((m: Manifest) => m.mountPath)).toStrictEqual(['/var/lib/postgresql/data', '/tmp', '/var/run/postgresql']);
  });

  test('takes credentials from the Secret of its name, by reference', () => {
    expect(envOf(statefulSet())).toStrictEqual(['PGDATA=/var/lib/postgresql/data/pgdata', 'POSTGRES_USER=db/username', 'POSTGRES_PASSWORD=db/password']);
  });

  test('takes credentials from another Secret and other keys, and makes a first database', () => {
    const credentials = DatabaseCredentials.fromSecret('orders', { usernameKey: 'user', passwordKey: 'pw' });
    expect(envOf(statefulSet({ credentials, database: 'orders' }))).toStrictEqual([
      'PGDATA=/var/lib/postgresql/data/pgdata', 'POSTGRES_DB=orders', 'POSTGRES_USER=orders/user', 'POSTGRES_PASSWORD=orders/pw',
    ]);
  });

  test('has no credential in any manifest', () => {
    const engines = [postgres, DatabaseEngine.mysql({ version: '8.4' }), DatabaseEngine.mongodb({ version: '8' }), DatabaseEngine.redis({ version: '8' })];
    for (const engine of engines) {
      const literals = containerOf({ engine }).env.filter((e: Manifest) => /PASSWORD|AUTH|USER/.test(e.name) && e.value !== undefined);
      expect(literals).toStrictEqual([]);
    }
  });

  test('gives its URL with the scheme of the engine', () => {
    expect(build().db.url).toBe('postgresql://db.shop.svc.cluster.local:5432');
  });

  test('can take its image from another registry', () => {
    expect(containerOf({ image: 'registry.example.com/mirror/postgres:17' }).image).toBe('registry.example.com/mirror/postgres:17');
  });

  test('keeps what the author says of checks and rights', () => {
    const security = { runAsUser: 26, readOnlyRootFilesystem: false };
    const container = containerOf({ liveness: HealthCheck.none(), readiness: HealthCheck.tcp(), security });
    expect(container).not.toHaveProperty('livenessProbe');
    expect(container.readinessProbe).toStrictEqual({ tcpSocket: { port: 5432 } });
    expect(container.securityContext.readOnlyRootFilesystem).toBe(false);
  });
});

describe('replicas of one database', () => {
  test('talk to each other where there are several, on the port and the cluster ports of the engine', () => {
    const { chart } = build({ engine: DatabaseEngine.redis({ version: '8' }), replicas: 3 });
    const ports = [{ port: 6379, protocol: 'TCP' }, { port: 16379, protocol: 'TCP' }];
    const { ingress, egress } = manifest(chart, 'NetworkPolicy', 'db').spec;
    expect(ingress).toStrictEqual([{ from: [podsOf('db')], ports }]);
    expect(egress).toStrictEqual([{ to: [podsOf('db')], ports }, DNS_RULE]);
    const { annotations } = manifest(chart, 'StatefulSet', 'db').metadata;
    expect(JSON.parse(annotations['cdk8s-exposure/allow-from'])).toStrictEqual([{
      workload: 'shop/db[StatefulSet]', ports: [{ protocol: 'TCP', port: 6379 }, { protocol: 'TCP', port: 16379 }],
    }]);
    expect(annotations['cdk8s-exposure/connect-to']).toBe(annotations['cdk8s-exposure/allow-from']);
    expect(containerPorts(chart)).toStrictEqual([6379, 16379]);
  });

  test.each([
    ['one replica does not', { replicas: 1 }, false],
    ['three that are told not to do not', { replicas: 3, clusterPeers: false }, false],
    ['one that is scaled by others does on request', { clusterPeers: true }, true],
  ])('%s', (_title, props, talks) => {
    const { ingress } = manifest(build(props).chart, 'NetworkPolicy', 'db').spec;
    expect(ingress !== undefined).toBe(talks);
  });

  test('open no cluster port to clients', () => {
    const { chart, db } = build({ engine: DatabaseEngine.redis({ version: '8' }), replicas: 3 });
    const web = new InternalApi(chart, 'web', { image: 'registry.example.com/web:2.1', port: 3000 });
    web.connectTo(db);
    const fromWeb = (r: Manifest): boolean => r.from[0].podSelector.matchLabels['app.kubernetes.io/name'] === 'web';
    expect(manifest(chart, 'NetworkPolicy', 'db').spec.ingress.find(fromWeb).ports).toStrictEqual([{ port: 6379, protocol: 'TCP' }]);
    expect(refusal(() => web.connectTo(db, { port: 16379 }))).toMatch(/16379 is no port of shop\/db; it has 6379\/TCP/);
  });

  const containerPorts = (chart: ReturnType<typeof shopChart>): number[] =>
    manifest(chart, 'StatefulSet', 'db').spec.template.spec.containers[0].ports.map((p: Manifest) => p.containerPort);
});

/** What a container of an engine must look like. */
interface Expected { image: string; mount: string; subPath?: string; uid: number; env: string[]; check: string; args?: string[] }

describe('an engine', () => {
  test.each<[string, DatabaseEngine, Expected]>([
    ['PostgreSQL 17', postgres, {
      image: 'postgres:17',
      mount: '/var/lib/postgresql/data',
      uid: 999,
      check: 'pg_isready',
      env: ['PGDATA=/var/lib/postgresql/data/pgdata', 'POSTGRES_USER=db/username', 'POSTGRES_PASSWORD=db/password'],
    }],
    ['PostgreSQL 18, which has moved its data', DatabaseEngine.postgres({ version: '18.1' }), {
      image: 'postgres:18.1',
      mount: '/var/lib/postgresql',
      uid: 999,
      check: 'pg_isready',
      env: ['PGDATA=/var/lib/postgresql/18/docker', 'POSTGRES_USER=db/username', 'POSTGRES_PASSWORD=db/password'],
    }],
    ['PostgreSQL on Alpine, which has another user', DatabaseEngine.postgres({ version: '17-alpine' }), {
      image: 'postgres:17-alpine',
      mount: '/var/lib/postgresql/data',
      uid: 70,
      check: 'pg_isready',
      env: ['PGDATA=/var/lib/postgresql/data/pgdata', 'POSTGRES_USER=db/username', 'POSTGRES_PASSWORD=db/password'],
    }],
    ['MySQL', DatabaseEngine.mysql({ version: '8.4' }), {
      image: 'mysql:8.4',
      mount: '/var/lib/mysql',
      subPath: 'mysql',
      uid: 999,
      check: 'mysqladmin',
      env: ['MYSQL_ROOT_HOST=localhost', 'MYSQL_ROOT_PASSWORD=db/root-password', 'MYSQL_USER=db/username', 'MYSQL_PASSWORD=db/password'],
    }],
    ['MariaDB', DatabaseEngine.mariadb({ version: '11.8' }), {
      image: 'mariadb:11.8',
      mount: '/var/lib/mysql',
      subPath: 'mysql',
      uid: 999,
      check: 'healthcheck.sh',
      env: ['MARIADB_ROOT_HOST=localhost', 'MARIADB_ROOT_PASSWORD=db/root-password', 'MARIADB_USER=db/username', 'MARIADB_PASSWORD=db/password'],
    }],
    ['MongoDB', DatabaseEngine.mongodb({ version: '8.0' }), {
      image: 'mongo:8.0',
      mount: '/data/db',
      uid: 999,
      check: 'mongosh',
      env: ['HOME=/tmp', 'MONGO_INITDB_ROOT_USERNAME=db/username', 'MONGO_INITDB_ROOT_PASSWORD=db/password'],
    }],
    ['Redis', DatabaseEngine.redis({ version: '8' }), {
      image: 'redis:8', mount: '/data', uid: 999, check: 'redis-cli', env: ['REDISCLI_AUTH=db/password'], args: ['--requirepass', '$(REDISCLI_AUTH)'],
    }],
    ['Redis without a password', DatabaseEngine.redis({ version: '8', authentication: false }), {
      image: 'redis:8', mount: '/data', uid: 999, check: 'redis-cli', env: [],
    }],
    ['Valkey', DatabaseEngine.valkey({ version: '9.0' }), {
      image: 'valkey/valkey:9.0',
      mount: '/data',
      uid: 999,
      check: 'valkey-cli',
      env: ['REDISCLI_AUTH=db/password', 'VALKEYCLI_AUTH=db/password'],
      args: ['--requirepass', '$(REDISCLI_AUTH)'],
    }],
    ['any other', DatabaseEngine.generic({
      image: 'registry.example.com/ferret:2',
      port: 27018,
      dataDirectory: '/state',
      userId: 1000,
      scheme: 'mongodb',
      usernameEnv: 'DB_USER',
      passwordEnv: 'DB_PASSWORD',
      check: HealthCheck.command(['/ferret', 'ping']),
    }), { image: 'registry.example.com/ferret:2', mount: '/state', uid: 1000, check: '/ferret', env: ['DB_USER=db/username', 'DB_PASSWORD=db/password'] }],
  ])('%s runs its image as the image wants it', (_title, engine, expected) => {
    const set = statefulSet({ engine });
    const container = set.spec.template.spec.containers[0];
    expect(container.image).toBe(expected.image);
    expect(container.volumeMounts[0]).toStrictEqual({ name: 'data', mountPath: expected.mount, ...(expected.subPath ? { subPath: expected.subPath } : {}) });
    expect(set.spec.template.spec.securityContext).toMatchObject({ runAsUser: expected.uid });
    expect(envOf(set)).toStrictEqual(expected.env);
    expect(container.readinessProbe.exec.command.join(' ')).toContain(expected.check);
    expect(container.args).toStrictEqual(expected.args);
  });

  test.each(Object.values(DATABASE_PRESETS).map((p) => [p.name, p] as const))('%s has a preset whose newest layout comes first and whose oldest covers every version', (_name, preset) => {
    const since = preset.layouts.map((l) => l.since);
    expect(since).toStrictEqual([...since].sort((a, b) => b - a));
    expect(since.at(-1)).toBe(0);
  });

  test('adds the arguments of the author to its own', () => {
    expect(containerOf({ engine: DatabaseEngine.redis({ version: '8' }), args: ['--appendonly', 'yes'] }).args).toStrictEqual(['--requirepass', '$(REDISCLI_AUTH)', '--appendonly', 'yes']);
  });
});

describe('a private database is refused for', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['no word on its data', () => build({ storage: undefined }), /^shop\/db: storage: is missing; set the size of the volume, or ephemeral/],
    ['two words on its data', () => build({ ephemeral: true }), /ephemeral: is set beside storage/],
    ['credentials for an engine that takes none', () => build({ engine: DatabaseEngine.redis({ version: '8', authentication: false }), credentials: DatabaseCredentials.fromSecret('db') }),
      /credentials: are given for an engine that takes none/],
    ['a first database for an engine without', () => build({ engine: DatabaseEngine.redis({ version: '8' }), database: 'orders' }), /database: "orders" cannot be set for redis/],
    ['a version that names none', () => DatabaseEngine.postgres({ version: 'latest' }), /^DatabaseEngine\.postgres: version: "latest" names no major version; write it as 17/],
    ['a Secret that is none', () => DatabaseCredentials.fromSecret('Orders DB'), /secretName: "Orders DB" is no name/],
    ['a key that is none', () => DatabaseCredentials.fromSecret('db', { passwordKey: 'pass word' }), /key: "pass word" is no key of a Secret/],
    ['a name too long for the label of its pods', () => build({ name: 'd'.repeat(53) }), /^shop\/db: name: "d{53}" must be a DNS label .* of at most 52 characters$/],
    ['an engine as root', () => DatabaseEngine.generic({ image: 'x', port: 1, dataDirectory: '/x', userId: 0 }), /userId: 0 must be a whole number of at least 1/],
  ])('%s', (_title, act, message) => {
    expect(refusal(act)).toMatch(message);
  });
});
