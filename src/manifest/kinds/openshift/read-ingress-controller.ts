import { LabelSelector } from '../../../network/label-selector';
import { Field } from '../../field';
import { readSelector } from '../read-selector';

/** A router of OpenShift, as its operator installs it (operator.openshift.io, IngressControllerSpec). */
export interface OpenShiftRouter {
  /** How the router is opened; what the platform makes of it if absent. */
  readonly strategy?: string;
  /** Of a load balancer. */
  readonly isInternal: boolean;
  /** Routes that it serves, by their labels and those of their namespaces. */
  readonly routes: LabelSelector;
  readonly namespaces: LabelSelector;
}

export function readIngressController(object: Field): OpenShiftRouter {
  const spec = object.objectOrEmpty('spec');
  const publishing = spec.object('endpointPublishingStrategy');
  const strategy = publishing?.text('type');
  return {
    ...(strategy === undefined || strategy === '' ? {} : { strategy }),
    isInternal: publishing?.object('loadBalancer')?.text('scope') === 'Internal',
    routes: readSelector(spec, 'routeSelector') ?? LabelSelector.EVERYTHING,
    namespaces: readSelector(spec, 'namespaceSelector') ?? LabelSelector.EVERYTHING,
  };
}
