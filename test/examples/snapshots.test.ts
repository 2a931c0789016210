import { App } from 'cdk8s';
import { validateAgainstKubernetes } from '../schema/kubernetes-schema';
import { EXAMPLES, manifestsOf, reportOn } from './manifests';

/** Kinds of controllers, which the Kubernetes schemas do not know. */
const CUSTOM_KINDS = ['traefik.io/v1alpha1 Middleware'];

describe.each(Object.keys(EXAMPLES))('the example %s', (name) => {
  const yaml = EXAMPLES[name]!(new App()).synthYaml();

  test('has the manifests that were reviewed', () => {
    expect(yaml).toMatchSnapshot();
  });

  test('has the same bytes on every run', () => {
    expect(EXAMPLES[name]!(new App()).synthYaml()).toBe(yaml);
  });

  test('is valid for the API server', () => {
    expect(validateAgainstKubernetes(manifestsOf(name), CUSTOM_KINDS)).toStrictEqual([]);
  });

  test('opens the internet nothing but its public app', () => {
    const reached = reportOn(manifestsOf(name)).reach.map((r) => r.workload);
    expect([...new Set(reached)]).toStrictEqual([{ 'three-tier': 'shop/web[Deployment]', 'online-boutique': 'boutique/frontend[Deployment]' }[name]]);
  });
});
