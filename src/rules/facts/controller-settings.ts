import { KubernetesObject } from '../../manifest/kubernetes-object';

/** Whether the object is the ConfigMap by which a controller opens ports (tcp-services, udp-services). */
export function isPortMap({ group, kind }: KubernetesObject): boolean {
  return group === '' && kind === 'ConfigMap';
}

/** Whether it is a setting of a controller that publishes something, and no route: a ConfigMap of ports, or a flag of its workload. */
export function isControllerSetting(object: KubernetesObject): boolean {
  return isPortMap(object) || ['', 'apps'].includes(object.group);
}
