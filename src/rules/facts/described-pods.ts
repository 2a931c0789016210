import { PRESETS } from '../../controllers/presets';
import { StringMap } from '../../manifest/kubernetes-object';
import { Profile } from '../../profile/profile';
import { dnsOf } from './dns';

/** Pods that are known to exist although manifests rarely contain them. */
export interface DescribedPods {
  readonly namespace: string;
  readonly labels: StringMap;
}

/** DNS, the controllers that the profile describes, and those that a chart may have installed where its defaults put them. */
export function describedPods(profile: Profile): readonly DescribedPods[] {
  const { namespace, podLabels } = dnsOf(profile);
  const described = profile.controllers.flatMap((controller) => {
    const preset = PRESETS.get(controller.preset)?.pods;
    const pods = { namespace: controller.namespace ?? preset?.namespace, labels: controller.podLabels ?? preset?.labels };
    return pods.namespace === undefined || pods.labels === undefined ? [] : [{ namespace: pods.namespace, labels: pods.labels }];
  });
  return [{ namespace, labels: podLabels }, ...described, ...[...PRESETS.values()].flatMap(({ pods }) => (pods === undefined ? [] : [pods]))];
}
