import { existsSync } from 'fs';
import { join } from 'path';
import { ApiObject, Chart, Helm, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { ChartValues, ReleaseChart } from '../../controllers/charts/chart';
import { managedBy } from '../../emit/labels';
import { findKind } from '../../manifest/kinds';
import { clusterObject } from '../cluster-object';
import { DeclarationError } from '../declaration-error';
import { ControllerInstall } from './controller-install';

/** One release of a chart, with everything decided. */
export interface ReleaseOrder {
  readonly chart: ReleaseChart;
  readonly repository: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: ChartValues;
  readonly makesNamespace: boolean;
}

/** Namespaces that every cluster has. */
export const GIVEN_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'default']);

/**
 * The objects of a release, in a cdk8s Chart of its own: what a template leaves without a namespace is then in that of the release, and
 * the manifests are a file of their own.
 *
 * @throws DeclarationError when `helm` is not there, or cannot render the chart
 */
export function renderChart(owner: Construct, order: ReleaseOrder, install: ControllerInstall): ApiObject[] {
  const { chart: { name }, namespace } = order;
  const chart = new Chart(owner, name, { namespace });
  if (order.makesNamespace) {
    clusterObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...managedBy() } } });
  }
  const helm = rendered(owner, chart, order, install);
  const objects = helm.node.children.filter((child): child is ApiObject => ApiObject.isApiObject(child));
  for (const object of objects) {
    const isOfCluster = findKind(object.apiGroup === 'core' ? '' : object.apiGroup, object.kind)?.scope === 'cluster';
    if (isOfCluster && object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return objects;
}

function rendered(owner: Construct, chart: Chart, order: ReleaseOrder, install: ControllerInstall): Helm {
  const { chart: { name }, repository, release, namespace, values } = order;
  const { version, includeCrds, helmExecutable, helmFlags = [] } = install;
  try {
    return new Helm(chart, 'release', {
      ...placed(repository, name, version),
      version,
      releaseName: release,
      namespace,
      values: { ...values },
      ...(helmExecutable !== undefined && { helmExecutable }),
      helmFlags: [...(includeCrds === false ? [] : ['--include-crds']), '--skip-tests', ...helmFlags],
    });
  } catch (cause) {
    throw failure(owner.node.path, helmExecutable ?? 'helm', `${name} ${version} from ${repository}`, cause as Error);
  }
}

/** How `helm` names the chart: in an index, in a registry, or as an archive or a folder. */
function placed(repository: string, name: string, version: string): { readonly chart: string; readonly repo?: string } {
  if (/^https?:/.test(repository)) return { chart: name, repo: repository };
  if (repository.startsWith('oci:')) return { chart: `${repository}/${name}` };
  const archive = join(repository, `${name}-${version}.tgz`);
  return { chart: existsSync(archive) ? archive : join(repository, name) };
}

/** The error of cdk8s, in words that say what to do. */
function failure(path: string, program: string, what: string, cause: Error): DeclarationError {
  const isAbsent = /ENOENT|unable to execute/.test(cause.message);
  const problem = isAbsent
    ? `install: the program ${program} is not there, and only it can render ${what}; install Helm (https://helm.sh/docs/intro/install), name it with helmExecutable, or leave install out and install the controller yourself`
    : `install: ${program} did not render ${what}: ${cause.message.trim()}\nWhere the repository is out of reach, name a mirror or a folder with repository; where a value is refused, look at values`;
  return Object.assign(new DeclarationError('INSTALLATION_FAILED', path, [problem]), { cause });
}
