import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { NamedPodPort } from '../emit/port';
import { statefulSet } from './built-workloads';
import { ConnectionTarget } from './connection';
import { DatabaseCredentials } from './database-credentials';
import { DatabaseEngine } from './database-engine';
import { STATEFUL_SET_NAME } from './names';
import { podSpec, secretVariable } from './pod-spec';
import { FLAG, made, required, Shape, SIZE, TEXT, typedProps } from './prop-types';
import { checkServerPorts, ServerProps } from './server-ports';
import { ServerWorkload } from './server-workload';
import { isDnsSubdomain, Problems, quoted, sizeQuantity } from './validation';
import { Volume } from './volume';
import { checkWorkloadProps } from './workload-checks';
import { REPLICATED_SHAPE, ReplicatedProps } from './workload-props';

/** Settings of a PrivateDatabase. */
export interface PrivateDatabaseProps extends ReplicatedProps {
  /** Which server runs. Its image can be replaced by one of another registry with `image`. */
  readonly engine: DatabaseEngine;
  /**
   * Size of the volume that each replica claims. Either this or `ephemeral` is needed.
   * @default - none
   */
  readonly storage?: Size;
  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * Whether the data live in an empty directory and are lost with the pod, instead of in a volume.
   * @default false
   */
  readonly ephemeral?: boolean;
  /**
   * Secret with the credentials of the server. It is never created, and no credential stands in a manifest.
   * @default - the Secret with the name of the database, keys `username`, `password` and, for MySQL and MariaDB, `root-password`
   */
  readonly credentials?: DatabaseCredentials;
  /**
   * Name of the first database.
   * @default - the engine's
   */
  readonly database?: string;
  /**
   * Whether replicas talk to each other, on the engine's port and its cluster ports.
   * @default - whether there is more than one replica
   */
  readonly clusterPeers?: boolean;
}

const SHAPE: Shape<PrivateDatabaseProps> = {
  ...REPLICATED_SHAPE,
  engine: required(made('a DatabaseEngine, such as DatabaseEngine.postgres({ version: "17" })', '_layout')),
  storage: SIZE,
  storageClass: TEXT,
  ephemeral: FLAG,
  credentials: made('DatabaseCredentials, such as DatabaseCredentials.fromSecret("orders-db")', '_key'),
  database: TEXT,
  clusterPeers: FLAG,
};

/** Name of the claim, and of its volume. */
const CLAIM = 'data';

/**
 * A database that only declared clients reach, on its port, and for which no way in of any kind may exist.
 *
 * Built from its engine it is a StatefulSet with a volume for each replica, behind a headless Service.
 *
 * @exampleMetadata fixture=shop
 * @example
 * const db = new PrivateDatabase(shop, 'orders-db', {
 *   engine: DatabaseEngine.postgres({ version: '17' }),
 *   storage: Size.gibibytes(20),
 * });
 * orders.connectTo(db, { env: 'DATABASE_URL' });
 */
export class PrivateDatabase extends ServerWorkload {
  /** @throws when the props cannot become correct manifests; the message names all problems at once */
  public constructor(scope: Construct, id: string, props: PrivateDatabaseProps) {
    props = typedProps(scope, id, props, SHAPE);
    const { preset } = props.engine._layout;
    const server: ServerProps = { ...props, port: props.engine.port, scheme: preset.scheme };
    super(scope, id, server);
    const problems = new Problems();
    checkServerPorts(server, problems);
    checkDatabase(props, problems);
    const built = builtProps(props);
    checkWorkloadProps(built, server.port, problems, ['storage', 'storageClass', 'ephemeral', 'credentials', 'database']);
    const peers = props.clusterPeers ?? (props.replicas ?? 1) > 1;
    const clusterPorts = peers ? preset.clusterPorts.map((port): NamedPodPort => ({ name: `cluster-${port}`, port, protocol: 'TCP' })) : [];
    this._become(props, {
      declared: { intent: 'private' },
      peerPorts: clusterPorts,
      nameRule: STATEFUL_SET_NAME,
      problems,
      build: statefulSet(this, { replicas: props.replicas, serviceName: this.name, claims: claims(props) }, () => podSpec(built, {
        containerName: this.name,
        ports: [...this._ports(), ...clusterPorts],
        readiness: built.readiness,
        env: this.serverEnv(props),
        ...(props.ephemeral ? {} : { claim: claimMount(props) }),
      })),
    });
    this._service(true, { peerPorts: clusterPorts });
    if (peers) this.connectReplicas([...this._ports(), ...clusterPorts]);
  }

  /** Variables that the image itself reads: where its data are, and its credentials. */
  private serverEnv(props: PrivateDatabaseProps): k8s.EnvVar[] {
    const { preset, env, authentication } = props.engine._layout;
    const credentials = props.credentials ?? DatabaseCredentials.fromSecret(this.name);
    return [
      ...Object.entries(env).map(([name, value]) => ({ name, value })),
      ...(props.database === undefined ? [] : [{ name: preset.databaseVariable!, value: props.database }]),
      ...(authentication ? preset.credentials.map((c) => secretVariable(c.variable, credentials.secretName, credentials._key(c.key))) : []),
    ];
  }

  /** The edge from every replica to every replica. */
  private connectReplicas(ports: readonly NamedPodPort[]): void {
    this._admit(this._asCaller(), ports);
    const { _parts: parts } = this.connectionTarget;
    this._traffic.open(ConnectionTarget._of({ ...parts, ports }), ports);
  }
}

/** The props with everything that the engine says and the author leaves open. */
function builtProps(props: PrivateDatabaseProps): ReplicatedProps {
  if (props.workload !== undefined) return props;
  const { preset, data, image, readiness, liveness, startup, authentication } = props.engine._layout;
  const { uid, gid } = preset.user;
  const args = [...(authentication ? preset.authenticationArgs : []), ...props.args ?? []];
  const scratch = [...(props.ephemeral ? [data.mountPath] : []), ...preset.scratch].map((path) => Volume.scratch(path));
  return {
    ...props,
    image: props.image ?? image,
    readiness: props.readiness ?? readiness,
    liveness: props.liveness ?? liveness,
    startup: props.startup ?? startup,
    security: { runAsUser: uid, runAsGroup: gid, fsGroup: gid, ...props.security },
    volumes: [...scratch, ...props.volumes ?? []],
    ...(args.length > 0 ? { args } : {}),
  };
}

function claims(props: PrivateDatabaseProps): k8s.KubePersistentVolumeClaimProps[] {
  if (props.storage === undefined) return [];
  return [{
    metadata: { name: CLAIM },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(props.storageClass === undefined ? {} : { storageClassName: props.storageClass }),
      resources: { requests: { storage: k8s.Quantity.fromString(sizeQuantity(props.storage)) } },
    },
  }];
}

function claimMount(props: PrivateDatabaseProps): k8s.VolumeMount {
  const { mountPath, subPath } = props.engine._layout.data;
  return { name: CLAIM, mountPath, ...(subPath === undefined ? {} : { subPath }) };
}

function checkDatabase(props: PrivateDatabaseProps, problems: Problems): void {
  if (props.workload !== undefined) return;
  const { preset, authentication } = props.engine._layout;
  if (props.storage === undefined && !props.ephemeral) {
    problems.add('storage: is missing; set the size of the volume, or ephemeral for data that may be lost with the pod');
  }
  problems.size('storage', props.storage);
  problems.check(props.storage === undefined || !props.ephemeral, () => 'ephemeral: is set beside storage; set one of them');
  problems.check(props.storageClass === undefined || isDnsSubdomain(props.storageClass), () => `storageClass: ${quoted(props.storageClass)} is no name of a Kubernetes object`);
  problems.check(props.database === undefined || preset.databaseVariable !== undefined, () => `database: ${quoted(props.database)} cannot be set for ${preset.name}`);
  problems.check(props.credentials === undefined || authentication, () => 'credentials: are given for an engine that takes none; leave them out');
}
