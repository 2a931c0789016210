import { Features, PublishedApp, Supported, Translation } from './feature';

type BackendTls = Features['backendTls'];

/** For what reads who issued the certificate from a ConfigMap only. */
export function needsConfigMap({ configMap }: BackendTls): string | undefined {
  return configMap === undefined ? 'reads the certificates of who issued it from a ConfigMap (key ca.crt): name caConfigMap' : undefined;
}

/** For what reads who issued the certificate from a Secret only. */
export function needsSecret({ secret }: BackendTls): string | undefined {
  return secret === undefined ? 'reads the certificates of who issued it from a Secret (key ca.crt): name caSecret' : undefined;
}

/** A policy about one Service: implementations should take no second one (Gateway API, BackendTLSPolicy, targetRefs). */
function policy({ hostname, configMap }: BackendTls, { name, serviceName }: PublishedApp): Translation {
  return {
    objects: [{
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'BackendTLSPolicy',
      name,
      perService: true,
      fields: {
        spec: {
          targetRefs: [{ group: '', kind: 'Service', name: serviceName }],
          validation: { hostname, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: configMap }] },
        },
      },
    }],
  };
}

/** What products of the Gateway API make of it whose conformance report says that they pass the tests. */
export function backendTlsPolicy(report: string): Supported<BackendTls> {
  return { by: 'object', source: `kubernetes-sigs/gateway-api: conformance/reports/${report} (BackendTLSPolicy)`, refuses: needsConfigMap, translate: policy };
}
