import * as fc from 'fast-check';
import { CallerIdentity, distinctCallers, IdentifiedCaller, identityKey } from '../../src/emit/caller-identity';
import { propertyRuns } from '../property-runs';

const identity = fc.oneof<fc.Arbitrary<CallerIdentity>[]>(
  fc.record({ kind: fc.constant('service-account' as const), namespace: fc.constantFrom('shop', 'billing'), name: fc.constantFrom('web', 'orders') }),
  fc.record({ kind: fc.constant('namespace' as const), name: fc.constantFrom('shop', 'billing') }),
);
const callers = fc.array(fc.record({ identity, ports: fc.array(fc.constantFrom(80, 443, 8080), { maxLength: 3 }) }), { maxLength: 8 });

const pairs = (all: readonly IdentifiedCaller[]): Set<string> => new Set(all.flatMap((one) => one.ports.map((port) => `${identityKey(one.identity)} ${port}`)));

test('callers are named once each, with all of their ports, in one order', () => {
  fc.assert(fc.property(callers, fc.infiniteStream(fc.double()), (all, order) => {
    const distinct = distinctCallers(all);
    expect(new Set(distinct.map((one) => identityKey(one.identity))).size).toBe(distinct.length);
    expect(pairs(distinct)).toStrictEqual(pairs(all));
    const shuffled = all.map((one) => ({ one, at: order.next().value })).sort((a, b) => a.at - b.at).map(({ one }) => one);
    expect(distinctCallers(shuffled)).toEqual(distinct);
  }), propertyRuns(500));
});
