import { EXAMPLES, manifestsOf, reportOn } from './manifests';

test.each(Object.keys(EXAMPLES))('the example %s has nothing to report, not even a note', (name) => {
  const { findings } = reportOn(manifestsOf(name));
  expect(findings.map(({ severity, rule, object }) => `${severity} ${rule} ${object}`)).toStrictEqual([]);
});
