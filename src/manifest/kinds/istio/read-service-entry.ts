import { LabelSelector } from '../../../network/label-selector';
import { Field } from '../../field';
import { readLabels } from '../../string-maps';
import { readIstioPort, readPortNumber } from './read-port-number';
import { DestinationRuleSpec, ServiceEntrySpec } from './service-entry';

/** A ServiceEntry (Istio reference, ServiceEntry). */
export function readServiceEntry(object: Field): ServiceEntrySpec {
  const spec = object.objectOrEmpty('spec');
  const selector = spec.object('workloadSelector');
  return {
    hosts: spec.texts('hosts'),
    ports: spec.objects('ports').map((port) => {
      const number = readPortNumber(port) ?? 0;
      return { number, targetPort: readIstioPort(port, 'targetPort') ?? number, protocol: (port.text('protocol') ?? '').toUpperCase() };
    }),
    endpoints: spec.objects('endpoints').map((endpoint) => ({ address: endpoint.text('address') ?? '' })),
    ...(selector !== undefined && { workloads: LabelSelector.of(readLabels(selector, 'labels')) }),
    exportTo: spec.texts('exportTo'),
  };
}

/** A DestinationRule (Istio reference, DestinationRule). */
export function readDestinationRule(object: Field): DestinationRuleSpec {
  const spec = object.objectOrEmpty('spec');
  return {
    host: spec.text('host') ?? '',
    subsets: spec.objects('subsets').map((subset) => ({ name: subset.text('name') ?? '', labels: readLabels(subset, 'labels') })),
  };
}
