import { DeclarationError } from './declaration-error';
import { Problems, quoted } from './validation';

/** Settings of a value that is read from a Secret. */
export interface SecretValueOptions {
  /**
   * Whether the container also starts without the Secret or its key.
   * @default false
   */
  readonly optional?: boolean;
}

/** One value of a Secret, by reference. The value itself never stands in a manifest. */
export class SecretValue {
  /**
   * The value of `key` in the Secret `secretName` of the workload's namespace. The Secret is not created.
   *
   * @throws when the name or the key cannot be that of a Secret
   */
  public static fromSecret(secretName: string, key: string, options: SecretValueOptions = {}): SecretValue {
    const problems = new Problems();
    problems.objectName('secretName', secretName);
    problems.check(/^[-._A-Za-z0-9]{1,253}$/.test(key), () => `key: ${quoted(key)} is no key of a Secret; use letters, digits, dashes, dots and underscores`);
    if (problems.all.length > 0) throw new DeclarationError('INVALID_VALUE', 'SecretValue.fromSecret', problems.all);
    return new SecretValue(secretName, key, options.optional ?? false);
  }

  private constructor(public readonly secretName: string, public readonly key: string, public readonly optional: boolean) {}
}
