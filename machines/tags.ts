/**
 * What a UI must know of a state: a request is under way, a person has to do something, the flow has
 * ended, or something went wrong.
 */
export type Tag = 'busy' | 'needs-user' | 'done' | 'failed';
