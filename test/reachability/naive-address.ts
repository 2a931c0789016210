import { BlockList, isIPv4 } from 'node:net';
import { Direction, NaiveCluster, Other, Pod, Question } from './naive-model';

/** One pod with one other end, about one port. */
export interface Case {
  readonly cluster: NaiveCluster;
  readonly own: Pod;
  readonly direction: Direction;
  readonly other: Other;
  readonly question: Question;
}

const blocks = new Map<string, BlockList>();

export function inCidr(cidr: string, address: string): boolean {
  const [network, length = isIPv4(cidr) ? '32' : '128'] = cidr.split('/') as [string, string?];
  if (isIPv4(network) !== isIPv4(address)) return false;
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  let block = blocks.get(cidr);
  if (block === undefined) {
    block = new BlockList();
    block.addSubnet(network, Number(length), family);
    blocks.set(cidr, block);
  }
  return block.check(address, family);
}
