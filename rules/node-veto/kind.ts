/** The node veto, as everything that must know kinds finds it (NVP-1 to NVP-4). */
import { defineFoldedKind } from '../kind.ts';
import { nodeVetoEntries, type NodeVetoEntry } from './entries.ts';
import { evolve } from './evolve.ts';
import { nodeVetoNotices, owingNodeVeto } from './notices.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { nodeVetoOutcomes, nodeVetoStages, type NodeVetoState, ownCaseOf } from './state.ts';
import { outcomeWords, stageWords } from './words.ts';

export const nodeVeto = defineFoldedKind<NodeVetoState, NodeVetoEntry>()({
  name: 'node-veto',
  plural: 'node-vetoes',
  about: 'Vetoes of a node, a member or a family, against acts that endanger it',
  entries: nodeVetoEntries,
  stages: nodeVetoStages,
  outcomes: nodeVetoOutcomes,
  stageWords,
  outcomeWords,
  opening: {
    by: 'Any member whom an act endangers; for a family one of it who is of family maturity.',
    rule: 'NVP-1',
  },
  permissions,
  signed,
  title: ({ of }) => `node veto of ${of.kind}`,
  matter: ({ of }) => of.title,
  concerned: ownCaseOf,
  electors: () => 0,
  inRoom: () => false,
  notices: nodeVetoNotices,
  stillOwing: owingNodeVeto,
  evolve,
  continuedBy: ({ continuedBy }) => continuedBy,
  evidence: ['electorate', 'timeline'],
});
