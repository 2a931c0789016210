/** Whether a rule is about the other end of a connection: `maybe` where manifests cannot say. */
export type Match = 'yes' | 'no' | 'maybe';
