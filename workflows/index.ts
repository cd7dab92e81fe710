/** What the worker registers: each export is a workflow type. */
export { appeal } from './appeal.ts';
export { proposal } from './proposal.ts';
