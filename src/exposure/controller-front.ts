import { PRESETS } from '../controllers/presets';
import { AddressSet } from '../network/address-set';
import { ControllerProfile, NetworkScope, Profile } from '../profile/profile';
import { Peer } from '../reachability/model';
import { IngressController, podsOf } from './ingress-controllers';
import { SeenAs, ZoneEntry } from './model';
import { Front } from './way-in-finder';
import { privateEntries, publicEntries } from './zones';

/** What stands between the outside and whatever a controller serves. */
export function frontOf(controller: IngressController, profile: Profile): Front {
  switch (controller.kind) {
    case 'pods': {
      const { workload, preset, description } = controller;
      const otherwise = description?.scope === undefined ? [] : entriesOf(sharedScope(description, profile));
      return { kind: 'proxy', workload, adminPorts: preset.adminPorts, otherwise };
    }
    case 'described': {
      const scope = sharedScope(controller.description, profile);
      return { kind: 'open', entries: entriesOf(scope), seenAs: seenDescribed(controller, profile), scope };
    }
    case 'managed': {
      const scope = controller.preset.scope ?? 'internet';
      return { kind: 'open', entries: entriesOf(scope), seenAs: seenManaged(controller, profile), scope };
    }
    case 'unknown': return unknownFront(controller);
  }
}

function unknownFront({ choice, certain, preset }: Extract<IngressController, { kind: 'unknown' }>): Front {
  const which = choice.name === undefined ? 'of Ingresses without a class' : `of class "${choice.name}"`;
  const seenAs: SeenAs = { kind: 'peer', peers: [], name: `the controller ${which}${preset === undefined ? '' : ` (${preset.title})`}, which \`controllers\` of exposure.yaml does not describe` };
  const entries = publicEntries();
  if (certain) return { kind: 'open', entries, seenAs, scope: 'unknown' };
  const assumption = 'some controller serves Ingresses without a class, which `controllers` of exposure.yaml does not say';
  return { kind: 'open', entries: entries.map((entry) => ({ ...entry, verdict: 'unknown', assuming: [assumption] })), seenAs, scope: 'unknown' };
}

/** Classes that are served by the same pods are one data plane: the widest scope counts for all. */
function sharedScope(description: ControllerProfile, profile: Profile): NetworkScope {
  const scope = description.scope ?? 'internet';
  const pods = dataPlane(description);
  if (pods === undefined) return scope;
  return profile.controllers.some((other) => dataPlane(other) === pods && (other.scope ?? 'internet') === 'internet') ? 'internet' : scope;
}

function dataPlane(description: ControllerProfile): string | undefined {
  const preset = PRESETS.get(description.preset);
  const pods = preset === undefined ? undefined : podsOf(description, preset);
  return pods === undefined ? undefined : `${pods.namespace} ${JSON.stringify(Object.entries(pods.labels).sort())}`;
}

function entriesOf(scope: NetworkScope): readonly ZoneEntry[] {
  return scope === 'internet' ? publicEntries() : privateEntries();
}

function seenDescribed({ description, preset, choice }: Extract<IngressController, { kind: 'described' }>, profile: Profile): SeenAs {
  const name = `the controller of class "${choice.name ?? description.className}" (${preset.title})`;
  const cidrs = [...description.cidrs ?? [], ...preset.cidrs ?? []];
  if (cidrs.length > 0) return { kind: 'peer', peers: [addresses(cidrs)], name };
  const pods = podsOf(description, preset);
  if (pods === undefined) return seenManaged({ preset, choice }, profile);
  const namespaceLabels = description.namespace === undefined || description.namespace === preset.pods?.namespace ? preset.namespaceLabels : undefined;
  const peer: Peer = { kind: 'described', pod: { ...pods, ...(namespaceLabels === undefined ? {} : { namespaceLabels }) } };
  return { kind: 'peer', peers: [peer], name };
}

/** Products without pods of their own: known ranges, the subnets of exposure.yaml, or nobody knows. */
function seenManaged({ preset }: Pick<Extract<IngressController, { kind: 'managed' }>, 'preset' | 'choice'>, { cluster }: Profile): SeenAs {
  const cidrs = [...preset.cidrs ?? [], ...cluster.loadBalancerSubnets];
  if (cidrs.length > 0) return { kind: 'peer', peers: [addresses(cidrs)], name: preset.title };
  return { kind: 'peer', peers: [], name: `${preset.title}, whose addresses neither \`cluster.loadBalancerSubnets\` nor \`controllers\` of exposure.yaml gives` };
}

function addresses(cidrs: readonly string[]): Peer {
  return { kind: 'addresses', addresses: AddressSet.union(cidrs.map((block) => AddressSet.parseCidr(block))) };
}
