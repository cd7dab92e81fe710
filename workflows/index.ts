/** What the worker registers: each export is a workflow type. */
export { proposal } from './proposal.ts';
