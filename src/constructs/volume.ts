import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { refuse } from './declaration-error';
import { FLAG, Shape, SIZE, typedOptions } from './prop-types';
import { Problems, sizeQuantity } from './validation';

/** Settings of an empty directory. */
export interface ScratchOptions {
  /**
   * The pod is evicted when it holds more.
   * @default - as much as the node has
   */
  readonly sizeLimit?: Size;
  /**
   * Whether it lives in memory, and counts towards the memory limit of the container.
   * @default false
   */
  readonly memory?: boolean;
}

/** Settings of files that come from a ConfigMap or a Secret. */
export interface FilesOptions {
  /**
   * Whether the pod also starts without the ConfigMap or Secret.
   * @default false
   */
  readonly optional?: boolean;
}

/** Settings of an existing volume claim. */
export interface ExistingClaimOptions {
  /**
   * Whether the container can only read it.
   * @default false
   */
  readonly readOnly?: boolean;
}

const SCRATCH: Shape<ScratchOptions> = { sizeLimit: SIZE, memory: FLAG };
const FILES: Shape<FilesOptions> = { optional: FLAG };
const EXISTING_CLAIM: Shape<ExistingClaimOptions> = { readOnly: FLAG };

/** A directory that is mounted into the container. */
export class Volume {
  /**
   * An empty directory that lives as long as the pod. Everything that the container writes needs one, because its root
   * file system is read-only.
   */
  public static scratch(mountPath: string, options: ScratchOptions = {}): Volume {
    options = typedOptions('Volume.scratch', options ?? {}, SCRATCH);
    const problems = new Problems();
    problems.size('sizeLimit', options.sizeLimit);
    refuse('INVALID_VALUE', 'Volume.scratch', problems.all);
    const emptyDir: k8s.EmptyDirVolumeSource = {
      ...(options.memory ? { medium: 'Memory' } : {}),
      ...(options.sizeLimit ? { sizeLimit: k8s.Quantity.fromString(sizeQuantity(options.sizeLimit)) } : {}),
    };
    return new Volume(mountPath, false, () => ({ emptyDir }));
  }

  /** The entries of a ConfigMap of the same namespace as files. */
  public static configMap(configMapName: string, mountPath: string, options: FilesOptions = {}): Volume {
    options = typedOptions('Volume.configMap', options ?? {}, FILES);
    const configMap = { name: configMapName, ...(options.optional ? { optional: true } : {}) };
    return new Volume(mountPath, true, () => ({ configMap }), { name: configMapName });
  }

  /** The entries of a Secret of the same namespace as files. */
  public static secret(secretName: string, mountPath: string, options: FilesOptions = {}): Volume {
    options = typedOptions('Volume.secret', options ?? {}, FILES);
    const secret = { secretName, ...(options.optional ? { optional: true } : {}) };
    return new Volume(mountPath, true, () => ({ secret }), { name: secretName });
  }

  /** A PersistentVolumeClaim of the same namespace that already exists. */
  public static existingClaim(claimName: string, mountPath: string, options: ExistingClaimOptions = {}): Volume {
    options = typedOptions('Volume.existingClaim', options ?? {}, EXISTING_CLAIM);
    return new Volume(mountPath, options.readOnly ?? false, () => ({ persistentVolumeClaim: { claimName } }), { name: claimName });
  }

  private constructor(
    /** Absolute path in the container. */
    public readonly mountPath: string,
    private readonly readOnly: boolean,
    private readonly source: () => Partial<k8s.Volume>,
    /** The object that it comes from; none for an empty directory. */
    private readonly object?: { readonly name: string },
  ) {}

  /** @internal */
  public _check(problems: Problems, prop: string): void {
    problems.mountPath(`${prop}.mountPath`, this.mountPath);
    if (this.object !== undefined) problems.objectName(prop, this.object.name);
  }

  /** @internal */
  public _toVolume(name: string): k8s.Volume {
    return { name, ...this.source() };
  }

  /** @internal */
  public _toMount(name: string): k8s.VolumeMount {
    return { name, mountPath: this.mountPath, ...(this.readOnly ? { readOnly: true } : {}) };
  }
}
