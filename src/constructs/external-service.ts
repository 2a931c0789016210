import { AddressError, AddressSet } from '../network/address-set';
import { PeerEntry } from '../profile/profile';
import { ConnectionTarget, IConnectable, TargetAddress } from './connection';
import { refuse } from './declaration-error';
import { PortProtocol } from './port-protocol';
import { listOf, oneOf, readOptions, Shape, TEXT } from './prop-types';
import { isHostName, Problems, quoted } from './validation';

/** Settings of something outside the cluster. */
export interface ExternalServiceOptions {
  /**
   * Transport protocol.
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;
  /**
   * Scheme of its URL.
   * @default - `https` for port 443, `http` for port 80, else it has no URL
   */
  readonly scheme?: string;
}

/** Settings of addresses outside the cluster. */
export interface ExternalAddressesOptions extends ExternalServiceOptions {
  /**
   * Host under which clients call it, for their environment.
   * @default - it has no name
   */
  readonly host?: string;
}

const OPTIONS: Shape<ExternalServiceOptions> = { protocol: oneOf(PortProtocol), scheme: TEXT };
const ADDRESSES: Shape<ExternalAddressesOptions> = { ...OPTIONS, host: TEXT };

const DEFAULT_SCHEMES: Readonly<Record<number, string>> = { 80: 'http', 443: 'https' };

/**
 * Something outside the cluster that workloads connect to.
 *
 * NetworkPolicy knows addresses and no host names. Name the addresses where you know them: `ExternalService.host` lets
 * its clients connect to the port at every public address, and is reported as wider than declared.
 *
 * @exampleMetadata fixture=shop
 * @example
 * orders.connectTo(ExternalService.cidr('198.51.100.0/24', 443));
 * orders.connectTo(ExternalService.host('api.example.com', 443), { env: 'PAYMENT_URL' });
 */
export class ExternalService implements IConnectable {
  /**
   * A port at the addresses of one block, IPv4 or IPv6.
   *
   * @throws when the block or the port is none
   */
  public static cidr(cidr: string, port: number, options: ExternalAddressesOptions = {}): ExternalService {
    return ExternalService.cidrs([cidr], port, options);
  }

  /**
   * A port at the addresses of several blocks, of both families.
   *
   * @throws when a block or the port is none, or when there is no block
   */
  public static cidrs(cidrs: string[], port: number, options: ExternalAddressesOptions = {}): ExternalService {
    const problems = new Problems();
    options = readOptions(options ?? {}, ADDRESSES, problems);
    const texts = listOf(TEXT).read('cidrs', cidrs, problems) as string[];
    refuse('INVALID_VALUE', 'ExternalService.cidr', problems.all);
    problems.check(texts.length > 0, () => 'cidrs: is empty; name at least one block of addresses');
    const addresses = AddressSet.union(texts.map((cidr) => parsed(cidr, problems)));
    checkAddress(port, options.host, problems);
    problems.scheme('scheme', options.scheme);
    refuse('INVALID_VALUE', 'ExternalService.cidr', problems.all);
    const blocks = addresses.toCidrs();
    return new ExternalService(blocks.join(' '), addresses, blocks.map((cidr) => ({ cidr })), options.host, port, options);
  }

  /**
   * A port of a host. Clients may connect to that port at every public address of both families, but at no private
   * one and at no metadata service of a cloud.
   *
   * @throws when the host is no DNS name, or the port is none
   */
  public static host(host: string, port: number, options: ExternalServiceOptions = {}): ExternalService {
    const problems = new Problems();
    options = readOptions(options ?? {}, OPTIONS, problems);
    problems.check(typeof host === 'string', () => `host: ${quoted(host)} must be a text`);
    refuse('INVALID_VALUE', 'ExternalService.host', problems.all);
    checkAddress(port, host, problems);
    problems.scheme('scheme', options.scheme);
    refuse('INVALID_VALUE', 'ExternalService.host', problems.all);
    return new ExternalService(host, AddressSet.PUBLIC, [{ host }], host, port, options);
  }

  /** Where clients connect. */
  public readonly connectionTarget: ConnectionTarget;

  private constructor(
    key: string, addresses: AddressSet, entries: readonly PeerEntry[], host: string | undefined, port: number, options: ExternalServiceOptions,
  ) {
    const address: TargetAddress = { port, ...(host === undefined ? {} : { host }), ...urlOf(host, port, options.scheme) };
    this.connectionTarget = ConnectionTarget._of({
      key,
      ports: [{ port, protocol: options.protocol ?? PortProtocol.TCP }],
      shape: () => address,
      address: () => address,
      peer: () => ({ kind: 'addresses', addresses }),
      entries: () => entries,
    });
  }
}

function urlOf(host: string | undefined, port: number, given: string | undefined): { readonly url?: string } {
  const scheme = given ?? DEFAULT_SCHEMES[port];
  if (scheme === undefined || host === undefined) return {};
  return { url: DEFAULT_SCHEMES[port] === scheme ? `${scheme}://${host}` : `${scheme}://${host}:${port}` };
}

function checkAddress(port: number, host: string | undefined, problems: Problems): void {
  problems.port('port', port);
  problems.check(host === undefined || (isHostName(host) && !/^[\d.]+$/.test(host)),
    () => `host: ${quoted(host)} is no DNS name; write it as api.example.com, or give addresses as ExternalService.cidr`);
}

/** The addresses of a block that is written as the API server wants it: without bits behind the prefix. */
function parsed(cidr: string, problems: Problems): AddressSet {
  try {
    const addresses = AddressSet.parseCidr(cidr);
    const [canonical] = addresses.toCidrs() as [string];
    const first = (text: string): AddressSet => AddressSet.parseAddress(text.slice(0, text.indexOf('/')));
    problems.check(first(cidr).equals(first(canonical)), () => `cidr: ${quoted(cidr)} has bits behind its prefix; write ${quoted(canonical)}, or ${quoted(cidr.replace(/\/.*/, cidr.includes(':') ? '/128' : '/32'))} for the one address`);
    return addresses;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    problems.add(`cidr: ${error.message}`);
    return AddressSet.NONE;
  }
}
