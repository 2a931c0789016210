/** Transport protocols that a Kubernetes port can have. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** Every protocol, in the order in which ports are written and compared. */
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** Whether `text` is the name of a protocol as the API server spells it. */
export function isProtocol(text: unknown): text is Protocol {
  return text === 'TCP' || text === 'UDP' || text === 'SCTP';
}
