import { Field } from '../../field';
import { AgentEndpointSpec } from './agent-endpoint';

/** Reads an AgentEndpoint of ngrok.k8s.ngrok.com/v1alpha1 (CustomResourceDefinition of ngrok-operator 0.19). */
export function readAgentEndpoint(object: Field): AgentEndpointSpec {
  const spec = object.objectOrEmpty('spec');
  return {
    url: spec.text('url') ?? '',
    upstream: spec.objectOrEmpty('upstream').text('url') ?? '',
    bindings: spec.texts('bindings'),
  };
}
