import { FLAG, listOf, mapOf, PropType, required, settings, Shape, TEXT } from '../prop-types';

/** How the controller of a gateway is installed: by `helm template`, from its official chart. */
export interface ControllerInstall {
  /**
   * Exact version of the chart, as its repository writes it. An upgrade of this library never upgrades the controller; a version of another line
   * than that whose values are known is refused, and so is an older one of its line, or a pre-release.
   */
  readonly version: string;
  /**
   * Values of the chart beside those that the gateway decides. What policies and classes rely on cannot be said otherwise. Where a
   * product has several charts, by the name of the chart (`istiod`, `gateway`).
   * @default - none
   */
  readonly values?: { [key: string]: any };
  /**
   * Name of the release.
   * @default - the usual one; the name of the class where that is not the usual one
   */
  readonly releaseName?: string;
  /**
   * Where the charts are: URL of a mirror, `oci://` path of a registry, or a folder with the charts' archives as `helm pull` leaves them.
   * @default - the repository of the project
   */
  readonly repository?: string;
  /**
   * Whether the Namespaces of the releases are written. `kube-system` and `default` are there already.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Whether the CustomResourceDefinitions that the chart brings apart from its templates are written.
   * @default true
   */
  readonly includeCrds?: boolean;
  /**
   * The program.
   * @default helm
   */
  readonly helmExecutable?: string;
  /**
   * Further flags of `helm template`, such as `--kube-version=1.34`.
   * @default - none
   */
  readonly helmFlags?: string[];
}

/** Values are read by the chart. */
const ANYTHING: PropType = { words: 'a value of the chart', read: (_prop, value) => value };

const SHAPE: Shape<ControllerInstall> = {
  version: required(TEXT),
  values: mapOf(ANYTHING),
  releaseName: TEXT,
  repository: TEXT,
  createNamespace: FLAG,
  includeCrds: FLAG,
  helmExecutable: TEXT,
  helmFlags: listOf(TEXT),
};

/** The type of the prop. */
export const INSTALL: PropType = settings(SHAPE);
