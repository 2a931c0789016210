import { Workload } from '../../cluster/model';
import { DataPlane } from '../../controllers/data-plane';
import { dataPlaneNamed, GATEWAY_PRESETS } from '../../controllers/presets';
import { StringMap } from '../../manifest/kubernetes-object';
import { AddressSet } from '../../network/address-set';
import { ControllerProfile, NetworkScope, Profile } from '../../profile/profile';
import { Peer } from '../../reachability/model';
import { SeenAs, ZoneEntry } from '../model';
import { EntryPorts, Front } from '../way-in-finder';
import { privateEntries, publicEntries, ROUTED_ADDRESSES } from '../zones';
import { Controller, hasAddressesAlone, podsOf } from './controllers';

/** What a controller forwards to. */
export interface Backend {
  /** Annotations of the route and of the Service. */
  readonly annotations: readonly StringMap[];
  /** Whether the port of the Service is open on every node. */
  readonly hasNodePort: boolean;
  /** Where a proxy of the manifests listens for the route; all its ports but those for administration if absent. */
  readonly entryPorts?: (proxy: Workload) => EntryPorts | undefined;
}

/** What stands between the outside and a backend of the controller. */
export function frontOf(controller: Controller, backend: Backend, profile: Profile): Front {
  const front = frontIfServed(controller, backend, profile);
  return controller.provided === undefined ? front : onlyIf(front, controller.provided);
}

/** The same, where it depends on something that the manifests do not say. */
export function onlyIf(front: Front, assumption: string): Front {
  if (front.kind === 'open') return { ...front, entries: provideThat(front.entries, assumption) };
  const provided = front.provided === undefined ? assumption : `${front.provided}; ${assumption}`;
  return { ...front, otherwise: provideThat(front.otherwise, assumption), provided };
}

function frontIfServed(controller: Controller, backend: Backend, profile: Profile): Front {
  switch (controller.kind) {
    case 'pods': {
      const { workload, preset, description } = controller;
      const otherwise = description?.scope === undefined ? [] : entriesOf(sharedScope(description, profile));
      const entryPorts = backend.entryPorts?.(workload);
      return { kind: 'proxy', workload, adminPorts: preset.adminPorts, otherwise, ...(entryPorts === undefined ? {} : { entryPorts }) };
    }
    case 'described': {
      const scope = sharedScope(controller.description, profile);
      return { kind: 'open', entries: entriesOf(scope), seenAs: seenDescribed(controller, backend, profile), scope };
    }
    case 'managed': {
      const scope = controller.preset.scope ?? 'internet';
      return { kind: 'open', entries: entriesOf(scope), seenAs: seenManaged(controller.preset, [], backend, profile), scope };
    }
    case 'unknown': {
      const product = controller.preset === undefined ? '' : ` (${controller.preset.title})`;
      const name = `the controller of ${controller.serves}${product}, which \`controllers\` of exposure.yaml does not describe`;
      return { kind: 'open', entries: publicEntries(), seenAs: { kind: 'peer', peers: [], name }, scope: 'unknown' };
    }
  }
}

function provideThat(entries: readonly ZoneEntry[], assumption: string): readonly ZoneEntry[] {
  return entries.map((entry) => ({ ...entry, verdict: 'unknown', assuming: [...entry.assuming, assumption] }));
}

/** Classes that are served by the same pods are one data plane: the widest scope counts for all. */
function sharedScope(description: ControllerProfile, profile: Profile): NetworkScope {
  const scope = description.scope ?? 'internet';
  const pods = dataPlane(description);
  if (pods === undefined) return scope;
  return profile.controllers.some((other) => dataPlane(other) === pods && scopeSaid(other) === 'internet') ? 'internet' : scope;
}

/** Without one, a product with a Service for each Gateway leaves it to that. */
function scopeSaid({ preset, scope }: ControllerProfile): NetworkScope | undefined {
  return scope ?? (GATEWAY_PRESETS.get(preset)?.perGateway === undefined ? 'internet' : undefined);
}

function dataPlane(description: ControllerProfile): string | undefined {
  const preset = dataPlaneNamed(description.preset);
  const pods = preset === undefined ? undefined : podsOf(description, preset);
  return pods === undefined ? undefined : `${pods.namespace} ${JSON.stringify(Object.entries(pods.labels).sort())}`;
}

function entriesOf(scope: NetworkScope): readonly ZoneEntry[] {
  return scope === 'internet' ? publicEntries() : privateEntries();
}

function seenDescribed(controller: Extract<Controller, { kind: 'described' }>, backend: Backend, profile: Profile): SeenAs {
  const { description, preset, serves } = controller;
  const cidrs = description.cidrs ?? [];
  const name = `the controller of ${serves} (${preset.title})`;
  if (preset.loadBalancer === undefined && preset.pods !== undefined && hasAddressesAlone(description)) return { kind: 'peer', peers: [addresses(cidrs)], name };
  const pods = podsOf(description, preset);
  if (preset.loadBalancer !== undefined || pods === undefined) return seenManaged(preset, cidrs, backend, profile);
  const ofPreset = description.namespace === undefined || description.namespace === preset.pods?.namespace;
  const namespaceLabels = ofPreset ? preset.namespaceLabels : undefined;
  const peer: Peer = { kind: 'described', pod: { ...pods, ...(namespaceLabels === undefined ? {} : { namespaceLabels }) } };
  return { kind: 'peer', peers: [peer, ...(cidrs.length > 0 ? [addresses(cidrs)] : [])], name };
}

/** Products without pods of their own: by a node, or from ranges of the product, of its description, or of exposure.yaml. */
function seenManaged(preset: DataPlane, described: readonly string[], { annotations, hasNodePort }: Backend, { cluster }: Profile): SeenAs {
  if (preset.entity !== undefined) return { kind: 'peer', peers: [{ kind: 'entity', entity: preset.entity }], name: `the proxy of ${preset.title}` };
  const podTargets = preset.loadBalancer?.podTargets;
  const toPods = podTargets === undefined || annotations.some((written) => podTargets.value.test(written[podTargets.annotation] ?? ''));
  if (!toPods && hasNodePort) return { kind: 'node' };
  const cidrs = [...preset.cidrs ?? [], ...described, ...cluster.loadBalancerSubnets];
  if (cidrs.length > 0) return { kind: 'peer', peers: [addresses(cidrs)], name: preset.title };
  const name = `${preset.title}, whose addresses neither \`cluster.loadBalancerSubnets\` nor \`controllers\` of exposure.yaml gives`;
  return preset.loadBalancer === undefined ? { kind: 'peer', peers: [], name } : { kind: 'address', within: ROUTED_ADDRESSES, name };
}

function addresses(cidrs: readonly string[]): Peer {
  return { kind: 'addresses', addresses: AddressSet.union(cidrs.map((block) => AddressSet.parseCidr(block))) };
}
