/** What the worker registers: each export is a workflow type. */
export { allocation } from './allocation.ts';
export { appeal } from './appeal.ts';
export { emergency } from './emergency.ts';
export { conflict } from './conflict.ts';
export { family } from './family.ts';
export { lookback } from './lookback.ts';
export { interruption } from './interruption.ts';
export { nodeVeto } from './node-veto.ts';
export { repair } from './repair.ts';
export { support } from './support.ts';
export { alarm } from './alarm.ts';
export { restorative } from './restorative.ts';
export { proposal } from './proposal.ts';
