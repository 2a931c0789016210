import { Exposure } from '../../../src';
import { validateAgainstProducts } from '../../schema/product-schema';
import { manifestsOf } from '../rendered';
import { appBehind, DIFFERENCES, PUBLIC_CONTROLLERS } from './every-controller';
import { everythingOf } from './everything';

const CASES = Object.entries(PUBLIC_CONTROLLERS).flatMap(([name, controller]) =>
  everythingOf(controller(), DIFFERENCES[name]?.values).map((props, list) => [name, list + 1, controller, props] as const));

describe.each(CASES)('an app that asks GatewayController.%s for everything that it has (list %i)', (name, _, controller, props) => {
  const { gateway = {}, findings = {}, findingsOfAll = {} } = DIFFERENCES[name] ?? {};
  const known = Object.keys({ ...findings, ...findingsOfAll });

  test('is honored: no feature gets in the way of another, or of the proof', () => {
    const report = Exposure.of(appBehind(controller(), props, gateway)).report();
    const unknown = report.findings.filter(({ rule, object }) => !known.includes(`${rule} ${object}`));
    expect(unknown.map(({ rule, object, message }) => `${rule} ${object}: ${message}`)).toStrictEqual([]);
    expect(report.workloads.map(({ verdict }) => verdict)).toStrictEqual(report.workloads.map(() => 'honored'));
  });
});

describe('every object that is written is valid', () => {
  test('by the official schema of its kind, or by its documented fields', () => {
    const plain = Object.entries(PUBLIC_CONTROLLERS).map(([name, controller]) => appBehind(controller(), {}, DIFFERENCES[name]?.gateway));
    const full = CASES.map(([name, , controller, props]) => appBehind(controller(), props, DIFFERENCES[name]?.gateway));
    expect(validateAgainstProducts([...plain, ...full].flatMap(manifestsOf))).toStrictEqual([]);
  });
});
