import { Field } from '../../field';
import { readLabels } from '../../string-maps';
import { IstioGatewaySpec, IstioServer, ServerTlsMode } from './gateway';
import { readPortNumber } from './read-port-number';

const TLS_MODES: ReadonlyMap<string, ServerTlsMode> = new Map([
  ['PASSTHROUGH', 'passthrough'], ['AUTO_PASSTHROUGH', 'auto-passthrough'],
  ['SIMPLE', 'terminated'], ['MUTUAL', 'terminated'], ['OPTIONAL_MUTUAL', 'terminated'], ['ISTIO_MUTUAL', 'terminated'],
]);

/** A Gateway (Istio reference, Gateway). A `tls` section that only redirects leaves the server without TLS. */
export function readIstioGateway(object: Field): IstioGatewaySpec {
  const spec = object.objectOrEmpty('spec');
  return {
    ...(spec.has('selector') && { selector: readLabels(spec, 'selector') }),
    servers: spec.objects('servers').map(readServer),
  };
}

function readServer(server: Field): IstioServer {
  const port = server.objectOrEmpty('port');
  const tls = server.object('tls');
  const protocol = (port.text('protocol') ?? '').toUpperCase();
  const bind = server.text('bind');
  return {
    port: readPortNumber(port) ?? 0,
    protocol,
    hosts: server.texts('hosts'),
    tls: tls === undefined ? 'none' : tlsMode(tls),
    httpsRedirect: tls?.flag('httpsRedirect') ?? false,
    ...(bind !== undefined && bind !== '' && { bind }),
    path: server.path,
  };
}

/** Without a mode it is PASSTHROUGH, the first value of the enumeration. */
function tlsMode(tls: Field): ServerTlsMode {
  const mode = tls.text('mode');
  if (mode === undefined || mode === '') return 'passthrough';
  return TLS_MODES.get(mode) ?? 'terminated';
}
