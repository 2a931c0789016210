import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exposureOf, verdictOn } from './exposure-of';

const CASES = join(__dirname, '../../../shared/conformance/exposure');
/** Cases whose `reach` must be met; the list only grows. */
const NAMES = readFileSync(join(__dirname, 'recorded-reach.txt'), 'utf8').trim().split('\n');

interface ExpectedReach {
  readonly workload: string;
  readonly from: string;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  readonly verdict: string;
}

if (existsSync(CASES)) {
  test.each(NAMES)('recorded case %s: who gets through', (name) => {
    const file = (base: string) => join(CASES, name, base);
    const { reach } = JSON.parse(readFileSync(file('expected.json'), 'utf8')) as { readonly reach: readonly ExpectedReach[] };
    const exposure = exposureOf(readFileSync(file('manifests.yaml'), 'utf8'), existsSync(file('config.yaml')) ? readFileSync(file('config.yaml'), 'utf8') : '', { refusedToo: true });
    const verdicts = reach.map((row) => ({ ...row, verdict: verdictOn(exposure, row.workload, row.from, row.protocol, row.port) }));
    expect(reach.length).toBeGreaterThan(0);
    expect(verdicts).toStrictEqual(reach);
  });
} else {
  test.skip(`recorded cases: ${CASES} is not there`, () => undefined);
}
