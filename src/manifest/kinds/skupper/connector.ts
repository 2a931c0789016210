import { StringMap } from '../../kubernetes-object';

/** A Connector or AttachedConnector of Skupper 2: it offers local pods, or a local host, to the sites of the network. */
export interface ConnectorSpec {
  /** Labels of the pods; absent where `host` is given. */
  readonly selector?: StringMap;
  /** Host name that the router of the site connects to. */
  readonly host?: string;
  readonly port?: number;
  readonly protocol: 'TCP' | 'UDP';
}
