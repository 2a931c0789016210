import { refuse } from './declaration-error';
import { FLAG, Shape, typedOptions } from './prop-types';
import { Problems } from './validation';

/** Settings of a value that is read from a Secret. */
export interface SecretValueOptions {
  /**
   * Whether the container also starts without the Secret or its key.
   * @default false
   */
  readonly optional?: boolean;
}

const SHAPE: Shape<SecretValueOptions> = { optional: FLAG };

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
    problems.dataKey('key', key);
    refuse('INVALID_VALUE', 'SecretValue.fromSecret', problems.all);
    const { optional } = typedOptions('SecretValue.fromSecret', options ?? {}, SHAPE);
    return new SecretValue(secretName, key, optional ?? false);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly secretName: string,
    /** Its entry. */
    public readonly key: string,
    /** Whether the container also starts without it. */
    public readonly optional: boolean,
  ) {}
}
