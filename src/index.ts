export { BackgroundWorker, type BackgroundWorkerProps } from './constructs/background-worker';
export { BatchJob, type BatchJobProps, type JobProps } from './constructs/batch-job';
export { type Canary, type HeaderMatch } from './constructs/canary';
export { type BasicAuthenticationOptions, ClientAuthentication, type ExternalAuthenticationOptions } from './constructs/client-authentication';
export { type ConnectOptions, ConnectionTarget, type IConnectable } from './constructs/connection';
export { type CustomControllerOptions } from './constructs/custom-controller';
export { DatabaseCredentials, type DatabaseCredentialsOptions } from './constructs/database-credentials';
export { DatabaseEngine, type DatabaseEngineOptions, type GenericDatabaseOptions, type OptionalAuthenticationOptions } from './constructs/database-engine';
export { type LoadBalancerOptions, type NodePortOptions } from './constructs/direct-access';
export { Exposure } from './constructs/exposure';
export {
  type AcceptOptions, type ClusterOptions, type ControllerOptions, type DeclaredPeerOptions, type DeclaredPort, type DnsOptions, Enforcement,
  type ExposureOptions, type IntentOptions,
} from './constructs/exposure-options';
export { type ExposureFinding, type ExposureReport, type ReachableFrom, type WorkloadVerdict } from './constructs/exposure-report';
export { type ExternalAddressesOptions, ExternalService, type ExternalServiceOptions } from './constructs/external-service';
export { type ControllerInstall } from './constructs/controller-install';
export { GatewayController, type GatewayControllerOptions } from './constructs/gateway-controller';
export { GatewayScope } from './constructs/gateway-scope';
export { type AcmOptions, type CertManagerOptions, GatewayTls } from './constructs/gateway-tls';
export { HealthCheck, type HealthCheckOptions, type HttpHealthCheckOptions, type PortHealthCheckOptions } from './constructs/health-check';
export { type BackendTls, type HttpFeatureProps, type RateLimit, RateLimitPeriod, type StrictTransportSecurity } from './constructs/http-features';
export { HttpPath } from './constructs/http-path';
export { InternalApi, type InternalApiProps } from './constructs/internal-api';
export { IsolatedNamespace, type IsolatedNamespaceProps, PodSecurityLevel } from './constructs/isolated-namespace';
export { MeshMembership, type MeshMembershipProps } from './constructs/meshes/mesh-membership';
export { PortProtocol } from './constructs/port-protocol';
export { PrivateDatabase, type PrivateDatabaseProps } from './constructs/private-database';
export { PublicTcpService, type PublicTcpServiceProps } from './constructs/public-tcp-service';
export { PublicWebApp, type PublicWebAppProps } from './constructs/public-web-app';
export { ConcurrentRuns, ScheduledJob, type ScheduledJobProps } from './constructs/scheduled-job';
export { ReferenceGrantVersion, type SecretOptions } from './constructs/secret-reference';
export { SecretValue, type SecretValueOptions } from './constructs/secret-value';
export { type AllowOptions, type ServerPort, type ServerProps, ServerWorkload } from './constructs/server-workload';
export { type IstioOptions, type IstioSidecarOptions, type LinkerdOptions, type MeshOptions, ServiceMesh } from './constructs/meshes/service-mesh';
export { SharedIngressGateway, type SharedIngressGatewayProps } from './constructs/shared-ingress-gateway';
export { type ExistingClaimOptions, type FilesOptions, type ScratchOptions, Volume } from './constructs/volume';
export { Workload } from './constructs/workload';
export { type ReplicatedProps, type ResourceSettings, type SecuritySettings, type WorkloadProps } from './constructs/workload-props';
