import { Field } from '../../field';
import { ServiceExportSpec } from './service-export';

const LAST_PORT = 65535;

/** Reads a ServiceExport of multicluster.x-k8s.io (sigs.k8s.io/mcs-api) and of the products that took it over; most have no `spec`. */
export function readServiceExport(object: Field): ServiceExportSpec {
  return {
    ports: object.objectOrEmpty('spec').objects('exportedPorts').flatMap((item) => item.integer('port', 1, LAST_PORT) ?? []),
  };
}
