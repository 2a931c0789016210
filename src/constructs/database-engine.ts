import { Duration } from 'cdk8s';
import { DataLayout, DATABASE_PRESETS, DatabasePreset } from './database-presets';
import { refuse } from './declaration-error';
import { HealthCheck } from './health-check';
import { FLAG, listOf, made, NUMBER, required, Shape, TEXT, typedOptions } from './prop-types';
import { Problems, quoted } from './validation';

/** Which release of a database runs. */
export interface DatabaseEngineOptions {
  /** Tag of the official image; it begins with the major version: `17`, `17.5`, `17-alpine`. */
  readonly version: string;
}

/** Which release of a database runs that can also do without a password. */
export interface OptionalAuthenticationOptions extends DatabaseEngineOptions {
  /**
   * Whether clients must authenticate.
   * @default true
   */
  readonly authentication?: boolean;
}

/** A database that has no preset. */
export interface GenericDatabaseOptions {
  /** Image of the server. */
  readonly image: string;
  /** Port on which it listens. */
  readonly port: number;
  /** Where its volume is mounted. */
  readonly dataDirectory: string;
  /** User id under which the image runs; its group owns the volume. */
  readonly userId: number;
  /**
   * Group id.
   * @default - the user id
   */
  readonly groupId?: number;
  /**
   * Scheme of its URL.
   * @default tcp
   */
  readonly scheme?: string;
  /**
   * Directories beside the data that the server writes to.
   * @default - none
   */
  readonly writableDirectories?: string[];
  /**
   * Environment variable that receives the user name from the credentials Secret.
   * @default - none
   */
  readonly usernameEnv?: string;
  /**
   * Environment variable that receives the password from the credentials Secret.
   * @default - none
   */
  readonly passwordEnv?: string;
  /**
   * Ports on which members of a cluster talk to each other, beside `port`.
   * @default - none
   */
  readonly clusterPorts?: number[];
  /**
   * When the server works.
   * @default - a TCP connection to the port can be opened
   */
  readonly check?: HealthCheck;
}

const OFFICIAL: Shape<OptionalAuthenticationOptions> = { version: required(TEXT), authentication: FLAG };

const GENERIC: Shape<GenericDatabaseOptions> = {
  image: required(TEXT),
  port: required(NUMBER),
  dataDirectory: required(TEXT),
  userId: required(NUMBER),
  groupId: NUMBER,
  scheme: TEXT,
  writableDirectories: listOf(TEXT),
  usernameEnv: TEXT,
  passwordEnv: TEXT,
  clusterPorts: listOf(NUMBER),
  check: made('a HealthCheck, such as HealthCheck.tcp()', '_toProbe'),
};

/** How an engine is run. */
export interface EngineLayout {
  readonly preset: Omit<DatabasePreset, 'repository' | 'layouts' | 'check' | 'checkTimeout'>;
  readonly image: string;
  readonly data: DataLayout;
  readonly env: Readonly<Record<string, string>>;
  readonly authentication: boolean;
  readonly readiness: HealthCheck;
  readonly liveness: HealthCheck;
  readonly startup: HealthCheck;
}

/**
 * The database server that a PrivateDatabase runs: image, port, data directory, user and health checks of the official
 * images, or of one that you describe.
 */
export class DatabaseEngine {
  /** PostgreSQL, image `postgres`. @throws when the version names no major version */
  public static postgres(options: DatabaseEngineOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.postgres, { version: options?.version });
  }

  /** MySQL, image `mysql`. @throws when the version names no major version */
  public static mysql(options: DatabaseEngineOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.mysql, { version: options?.version });
  }

  /** MariaDB, image `mariadb`. @throws when the version names no major version */
  public static mariadb(options: DatabaseEngineOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.mariadb, { version: options?.version });
  }

  /** MongoDB, image `mongo`. @throws when the version names no major version */
  public static mongodb(options: OptionalAuthenticationOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.mongodb, options);
  }

  /** Redis, image `redis`. @throws when the version names no major version */
  public static redis(options: OptionalAuthenticationOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.redis, options);
  }

  /** Valkey, image `valkey/valkey`. @throws when the version names no major version */
  public static valkey(options: OptionalAuthenticationOptions): DatabaseEngine {
    return DatabaseEngine.official(DATABASE_PRESETS.valkey, options);
  }

  /** Any other database. @throws when an option cannot be right; the message names all problems at once */
  public static generic(options: GenericDatabaseOptions): DatabaseEngine {
    options = typedOptions('DatabaseEngine.generic', options, GENERIC);
    const problems = new Problems();
    checkGeneric(options, problems);
    refuse('INVALID_VALUE', 'DatabaseEngine.generic', problems.all);
    const check = options.check ?? HealthCheck.tcp();
    return new DatabaseEngine(options.image, options.port, {
      preset: genericPreset(options),
      image: options.image,
      data: { since: 0, mountPath: options.dataDirectory, env: {} },
      env: {},
      authentication: options.usernameEnv !== undefined || options.passwordEnv !== undefined,
      readiness: check,
      liveness: HealthCheck.none(),
      startup: HealthCheck.none(),
    });
  }

  private static official(preset: DatabasePreset, given: OptionalAuthenticationOptions): DatabaseEngine {
    const options = typedOptions(`DatabaseEngine.${preset.name}`, given, OFFICIAL);
    const authentication = options.authentication ?? true;
    const major = /^(\d+)([.-][A-Za-z0-9_.-]+)?$/.exec(options.version)?.[1];
    refuse('INVALID_VALUE', `DatabaseEngine.${preset.name}`, major === undefined
      ? [`version: ${quoted(options.version)} names no major version; write it as 17, 17.5 or 17-alpine`] : []);
    const image = `${preset.repository}:${options.version}`;
    const data = preset.layouts.find((layout) => layout.since <= Number(major))!;
    const env = Object.fromEntries(Object.entries(data.env).map(([name, value]) => [name, value.replace('{major}', major!)]));
    const user = options.version.includes('alpine') ? preset.alpineUser ?? preset.user : preset.user;
    return new DatabaseEngine(image, preset.port, { preset: { ...preset, user }, image, data, env, authentication, ...checksOf(preset) });
  }

  private constructor(
    /** Image of the server. */
    public readonly image: string,
    /** Port on which it listens. */
    public readonly port: number,
    private readonly layout: EngineLayout,
  ) {}

  /** @internal */
  public get _layout(): EngineLayout {
    return this.layout;
  }
}

/** Five minutes for the first start, which initializes the data directory; a restart only after a minute without an answer. */
function checksOf(preset: DatabasePreset): Pick<EngineLayout, 'readiness' | 'liveness' | 'startup'> {
  const command = [...preset.check];
  const timeout = Duration.seconds(preset.checkTimeout);
  return {
    readiness: HealthCheck.command(command, { timeout, period: Duration.seconds(10) }),
    liveness: HealthCheck.command(command, { timeout, period: Duration.seconds(20), failureThreshold: 3 }),
    startup: HealthCheck.command(command, { timeout, period: Duration.seconds(10), failureThreshold: 30 }),
  };
}

function genericPreset(options: GenericDatabaseOptions): EngineLayout['preset'] {
  const credentials = [
    ...(options.usernameEnv === undefined ? [] : [{ variable: options.usernameEnv, key: 'username' as const }]),
    ...(options.passwordEnv === undefined ? [] : [{ variable: options.passwordEnv, key: 'password' as const }]),
  ];
  return {
    name: 'generic',
    port: options.port,
    scheme: options.scheme ?? 'tcp',
    user: { uid: options.userId, gid: options.groupId ?? options.userId },
    scratch: options.writableDirectories ?? [],
    credentials,
    authenticationArgs: [],
    clusterPorts: options.clusterPorts ?? [],
  };
}

function checkGeneric(options: GenericDatabaseOptions, problems: Problems): void {
  problems.image('image', options.image);
  problems.port('port', options.port);
  problems.mountPath('dataDirectory', options.dataDirectory);
  problems.count('userId', options.userId, 1);
  problems.count('groupId', options.groupId, 1);
  options.writableDirectories?.forEach((path, i) => problems.mountPath(`writableDirectories[${i}]`, path));
  options.clusterPorts?.forEach((port, i) => {
    problems.port(`clusterPorts[${i}]`, port);
    problems.check(port !== options.port && options.clusterPorts!.indexOf(port) === i, () => `clusterPorts[${i}]: ${port} is there twice; name each port once, and the main port only as port`);
  });
  problems.scheme('scheme', options.scheme);
  for (const name of ['usernameEnv', 'passwordEnv'] as const) {
    const variable = options[name];
    if (variable !== undefined) problems.envName(name, variable);
  }
  options.check?._check(problems, 'check', options.port);
}
