/** Values as `helm` reads them from a file. */
export interface ChartValues { readonly [key: string]: unknown }

/** What a gateway decides of the installation of its controller. */
export interface InstallationNeeds {
  readonly className: string;
  /** What the class names: `spec.controller` of an IngressClass, `spec.controllerName` of a GatewayClass. */
  readonly controllerName: string;
  /** Whether the chart is to make the class: nothing else does. */
  readonly chartMakesClass: boolean;
  /** Labels of the proxies' pods on which policies rely, beside those in `app.kubernetes.io`, which charts write and values cannot. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Whether the proxies get a policy of the gateway: policies add up, so that one of the chart would open what that one leaves shut. */
  readonly isolates: boolean;
}

/** One release of a chart. */
export interface ReleaseChart {
  /** Name in the repository, and in messages. */
  readonly name: string;
  /** Usual name of the release. */
  readonly release: string;
  /** Namespace of the release; default: that of the controller's pods. */
  readonly namespace?: string;
  /** Where a cluster can have it once from here, whatever its release and namespace: what a second gateway does without installing it. */
  readonly once?: string;
  /** What policies, classes and listeners rely on: an author must not say otherwise. */
  readonly relied?: (needs: InstallationNeeds) => ChartValues;
  /** What is better than the chart's defaults: an author may say otherwise. */
  readonly preferred?: (needs: InstallationNeeds) => ChartValues;
  /** Values that nobody but the author knows: path, with what it is. */
  readonly required?: Readonly<Record<string, string>>;
}

/** Of a control plane that makes proxies beside each Gateway of every class that names it. */
export const SERVES_EVERY_CLASS = 'leave install out here; it serves the Gateways of every class that names it, whatever their network, and makes proxies of their own for each of them';

/** How the official chart of a product installs it, with the values that make it what its preset says. */
export interface ControllerCharts {
  /** `https:` for a repository with an index, `oci:` for the path in front of the charts' names in a registry. */
  readonly repository: string;
  /** In the order in which they are to be applied; the last one is that of the proxies, where there is one. */
  readonly charts: readonly [ReleaseChart, ...ReleaseChart[]];
  /** Version whose values and templates were read. Later releases of its line (major version; minor version before 1.0) keep their meaning. */
  readonly verified: string;
  /** Who writes the class: the gateway, unless the chart's own says more than the gateway can. */
  readonly classFrom?: 'chart';
  /** What a class names that is not the usual one, so that two installations serve their own classes only; `{class}` stands for its name. */
  readonly otherController?: string;
  /** What must be in the cluster already. */
  readonly before?: string;
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}

/**
 * The chart's own policy for the proxies, left out where the gateway writes one: policies add up, so that it would open what that one leaves
 * shut. Otherwise an author may have it or not.
 */
export function policyOff({ isolates }: InstallationNeeds): ChartValues {
  return isolates ? { networkPolicy: { enabled: false } } : {};
}

/** Labels that values can add; the others are the chart's. */
export function addedLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('app.kubernetes.io/')));
}
