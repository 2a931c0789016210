/** Blocks whose addresses only mean something within one network or one host. */
export const PRIVATE_BLOCKS: readonly string[] = [
  '10.0.0.0/8', // RFC 1918
  '172.16.0.0/12', // RFC 1918
  '192.168.0.0/16', // RFC 1918
  '100.64.0.0/10', // carrier-grade NAT, also tailnets and some pod networks, RFC 6598
  '169.254.0.0/16', // link-local, with the metadata services of the clouds, RFC 3927
  '127.0.0.0/8', // loopback, RFC 1122
  'fc00::/7', // unique local, RFC 4193
  'fe80::/10', // link-local, RFC 4291
  '::1/128', // loopback, RFC 4291
];

/** Blocks whose addresses stay within one host or one link: no router forwards packets from them. */
export const HOST_LOCAL_BLOCKS: readonly string[] = [
  '127.0.0.0/8', // RFC 1122
  '169.254.0.0/16', // RFC 3927
  '::1/128', // RFC 4291
  'fe80::/10', // RFC 4291
];

/** Where nodes of AWS, Azure and Google Cloud ask for their own credentials, in both families (documentation of each on instance metadata). */
export const METADATA_ADDRESSES: readonly string[] = ['169.254.169.254', 'fd00:ec2::254', 'fd20:ce::254'];

/** Blocks that are neither private nor unicast addresses of the internet (IANA special-purpose address registries). */
export const SPECIAL_BLOCKS: readonly string[] = [
  '0.0.0.0/8', // "this network", RFC 791
  '192.0.0.0/24', // IETF protocol assignments, RFC 6890
  '192.0.2.0/24', // documentation, RFC 5737
  '198.18.0.0/15', // benchmarking, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved and limited broadcast, RFC 1112
  '2001:2::/48', // benchmarking, RFC 5180
  '2001:db8::/32', // documentation, RFC 3849
  '3fff::/20', // documentation, RFC 9637
];
