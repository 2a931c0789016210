/** Where an image keeps its data, from a major version on. */
export interface DataLayout {
  /** First major version that it holds for. */
  readonly since: number;
  /** Where the volume is mounted. */
  readonly mountPath: string;
  /** Directory inside the volume that is mounted, for engines that refuse a directory with `lost+found` in it. */
  readonly subPath?: string;
  /** Environment of the container; `{major}` stands for the major version. */
  readonly env: Readonly<Record<string, string>>;
}

/** Keys of the credentials Secret. */
export type CredentialKey = 'username' | 'password' | 'rootPassword';

/** What the official image of a database needs to run as its own user with a read-only root file system. Data only; docs/databases.md has the source of each fact. */
export interface DatabasePreset {
  readonly name: string;
  /** Image without its tag. */
  readonly repository: string;
  readonly port: number;
  /** Scheme of its URL. */
  readonly scheme: string;
  readonly user: { readonly uid: number; readonly gid: number };
  /** User of the Alpine variant, where it differs. */
  readonly alpineUser?: { readonly uid: number; readonly gid: number };
  /** Newest first. */
  readonly layouts: readonly DataLayout[];
  /** Directories beside the data that the server writes to. */
  readonly scratch: readonly string[];
  /** Variables that hold credentials. */
  readonly credentials: readonly { readonly variable: string; readonly key: CredentialKey }[];
  /** Variable that names the first database. */
  readonly databaseVariable?: string;
  /** Arguments that switch authentication on, where variables do not. */
  readonly authenticationArgs: readonly string[];
  /** Command that ends with 0 while the server answers. */
  readonly check: readonly string[];
  /** How long the command may take, in seconds. */
  readonly checkTimeout: number;
  /** Ports on which the members of a cluster talk to each other, beside `port`. */
  readonly clusterPorts: readonly number[];
}

const mysqlLayout: DataLayout = { since: 0, mountPath: '/var/lib/mysql', subPath: 'mysql', env: {} };

const POSTGRES: DatabasePreset = {
  name: 'postgres',
  repository: 'postgres',
  port: 5432,
  scheme: 'postgresql',
  user: { uid: 999, gid: 999 },
  alpineUser: { uid: 70, gid: 70 },
  layouts: [
    { since: 18, mountPath: '/var/lib/postgresql', env: { PGDATA: '/var/lib/postgresql/{major}/docker' } },
    // initdb refuses a directory with lost+found in it, hence a directory below the mount
    { since: 0, mountPath: '/var/lib/postgresql/data', env: { PGDATA: '/var/lib/postgresql/data/pgdata' } },
  ],
  scratch: ['/tmp', '/var/run/postgresql'],
  credentials: [{ variable: 'POSTGRES_USER', key: 'username' }, { variable: 'POSTGRES_PASSWORD', key: 'password' }],
  databaseVariable: 'POSTGRES_DB',
  authenticationArgs: [],
  // by TCP: the temporary server of the first start listens on its socket only
  check: ['pg_isready', '-h', '127.0.0.1', '-p', '5432'],
  checkTimeout: 5,
  clusterPorts: [],
};

const MYSQL: DatabasePreset = {
  name: 'mysql',
  repository: 'mysql',
  port: 3306,
  scheme: 'mysql',
  user: { uid: 999, gid: 999 },
  layouts: [{ ...mysqlLayout, env: { MYSQL_ROOT_HOST: 'localhost' } }],
  scratch: ['/tmp', '/var/run/mysqld'],
  credentials: [
    { variable: 'MYSQL_ROOT_PASSWORD', key: 'rootPassword' },
    { variable: 'MYSQL_USER', key: 'username' },
    { variable: 'MYSQL_PASSWORD', key: 'password' },
  ],
  databaseVariable: 'MYSQL_DATABASE',
  authenticationArgs: [],
  // succeeds without a password too: a refused login shows that the server answers; by TCP, as for PostgreSQL
  check: ['mysqladmin', 'ping', '-h', '127.0.0.1'],
  checkTimeout: 5,
  clusterPorts: [33061],
};

const MARIADB: DatabasePreset = {
  ...MYSQL,
  name: 'mariadb',
  repository: 'mariadb',
  layouts: [{ ...mysqlLayout, env: { MARIADB_ROOT_HOST: 'localhost' } }],
  scratch: ['/run/mysqld', '/tmp'],
  credentials: [
    { variable: 'MARIADB_ROOT_PASSWORD', key: 'rootPassword' },
    { variable: 'MARIADB_USER', key: 'username' },
    { variable: 'MARIADB_PASSWORD', key: 'password' },
  ],
  databaseVariable: 'MARIADB_DATABASE',
  check: ['healthcheck.sh', '--connect', '--innodb_initialized'],
  clusterPorts: [4444, 4567, 4568],
};

const MONGODB: DatabasePreset = {
  name: 'mongodb',
  repository: 'mongo',
  port: 27017,
  scheme: 'mongodb',
  user: { uid: 999, gid: 999 },
  // HOME: mongosh keeps its history there, and warns where it cannot
  layouts: [{ since: 0, mountPath: '/data/db', env: { HOME: '/tmp' } }],
  scratch: ['/data/configdb', '/tmp'],
  credentials: [{ variable: 'MONGO_INITDB_ROOT_USERNAME', key: 'username' }, { variable: 'MONGO_INITDB_ROOT_PASSWORD', key: 'password' }],
  databaseVariable: 'MONGO_INITDB_DATABASE',
  authenticationArgs: [],
  // by the address of the pod: the temporary server of the first start listens on 127.0.0.1 only
  check: ['sh', '-c', 'mongosh --quiet --host "$HOSTNAME" --eval "quit(db.adminCommand(\'ping\').ok === 1 ? 0 : 1)"'],
  checkTimeout: 10,
  clusterPorts: [],
};

const REDIS: DatabasePreset = {
  name: 'redis',
  repository: 'redis',
  port: 6379,
  scheme: 'redis',
  user: { uid: 999, gid: 999 },
  alpineUser: { uid: 999, gid: 1000 },
  layouts: [{ since: 0, mountPath: '/data', env: {} }],
  scratch: [],
  credentials: [{ variable: 'REDISCLI_AUTH', key: 'password' }],
  // the kubelet replaces the reference when it starts the container
  authenticationArgs: ['--requirepass', '$(REDISCLI_AUTH)'],
  // the exit status of redis-cli is 0 also for an error reply
  check: ['sh', '-c', 'test "$(redis-cli ping)" = PONG'],
  checkTimeout: 5,
  clusterPorts: [16379],
};

const VALKEY: DatabasePreset = {
  ...REDIS,
  name: 'valkey',
  repository: 'valkey/valkey',
  // releases before VALKEYCLI_AUTH read the other one
  credentials: [{ variable: 'REDISCLI_AUTH', key: 'password' }, { variable: 'VALKEYCLI_AUTH', key: 'password' }],
  check: ['sh', '-c', 'test "$(valkey-cli ping)" = PONG'],
};

/** Every database whose official image is known. */
export const DATABASE_PRESETS = { postgres: POSTGRES, mysql: MYSQL, mariadb: MARIADB, mongodb: MONGODB, redis: REDIS, valkey: VALKEY } as const;
