import { isProtocol, PROTOCOLS } from '../../src/network/protocol';

test('TCP, UDP and SCTP are protocols, as the API server spells them', () => {
  expect(PROTOCOLS.filter(isProtocol)).toStrictEqual(['TCP', 'UDP', 'SCTP']);
  expect(['tcp', 'Udp', 'ICMP', '', undefined, null, 6, ['TCP']].filter(isProtocol)).toStrictEqual([]);
});
