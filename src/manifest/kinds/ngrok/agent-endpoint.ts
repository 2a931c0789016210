/** An AgentEndpoint of ngrok.k8s.ngrok.com: a URL that agents in the cluster serve. */
export interface AgentEndpointSpec {
  readonly url: string;
  /** `spec.upstream.url`: what the agents connect to. */
  readonly upstream: string;
  /** Who may use the URL: `public`, `internal`, `kubernetes`; what the URL says where there is none. */
  readonly bindings: readonly string[];
}
