import { CredentialKey } from './database-presets';
import { refuse } from './declaration-error';
import { Shape, TEXT, typedOptions } from './prop-types';
import { Problems } from './validation';

/** Keys of a credentials Secret. */
export interface DatabaseCredentialsOptions {
  /**
   * Key of the user name.
   * @default username
   */
  readonly usernameKey?: string;
  /**
   * Key of the password.
   * @default password
   */
  readonly passwordKey?: string;
  /**
   * Key of the administrator's password; MySQL and MariaDB need it.
   * @default root-password
   */
  readonly rootPasswordKey?: string;
}

const SHAPE: Shape<DatabaseCredentialsOptions> = { usernameKey: TEXT, passwordKey: TEXT, rootPasswordKey: TEXT };

/** Where a database finds its credentials: in a Secret of its namespace, which somebody else makes. */
export class DatabaseCredentials {
  /**
   * The entries of the Secret `secretName`.
   *
   * @throws when the name or a key cannot be that of a Secret
   */
  public static fromSecret(secretName: string, options: DatabaseCredentialsOptions = {}): DatabaseCredentials {
    options = typedOptions('DatabaseCredentials.fromSecret', options ?? {}, SHAPE);
    const keys: Record<CredentialKey, string> = {
      username: options.usernameKey ?? 'username',
      password: options.passwordKey ?? 'password',
      rootPassword: options.rootPasswordKey ?? 'root-password',
    };
    const problems = new Problems();
    problems.objectName('secretName', secretName);
    for (const key of Object.values(keys)) problems.dataKey('key', key);
    refuse('INVALID_VALUE', 'DatabaseCredentials.fromSecret', problems.all);
    return new DatabaseCredentials(secretName, keys);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    private readonly keys: Readonly<Record<CredentialKey, string>>,
  ) {}

  /** @internal */
  public _key(key: CredentialKey): string {
    return this.keys[key];
  }
}
