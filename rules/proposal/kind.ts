/** The proposal, as everything that must know kinds finds it (PRO-1 to PRO-14). */
import { defineKind } from '../kind.ts';
import { proposalEntries, type ProposalEntry } from './entries.ts';
import { outcomes, stages } from '../model.ts';
import type { ProposalState } from './state.ts';
import { proposalNotices } from './notices.ts';
import { owingProposal } from './owing.ts';
import { permissions } from './permissions.ts';
import { signed } from './signed.ts';
import { outcomeWords, stageWords } from './words.ts';

export const proposal = defineKind<ProposalState, ProposalEntry>()({
  name: 'proposal',
  plural: 'proposals',
  about: 'Proposals, and what is given and said in them',
  entries: proposalEntries,
  stages,
  outcomes,
  stageWords,
  outcomeWords,
  opening: { by: 'Any member, as a draft or submitted at once.', rule: 'PRO-1' },
  permissions,
  signed,
  title: ({ category }) => category,
  matter: () => null,
  // Who wrote it, wherever it came from, or is judged, or was harmed.
  concerned: ({ author, originator, accused, recused }) =>
    [author, originator, accused, ...(recused ?? [])].filter((id) => id !== null),
  electors: ({ electorate }) => electorate?.size ?? 0,
  inRoom: () => false,
  notices: proposalNotices,
  stillOwing: owingProposal,
  continuedBy: ({ links }) => links.find(({ relation }) => relation === 'continued-by')?.id ?? null,
  evidence: [
    'ballots',
    'declarations',
    'delegatedVotes',
    'delegations',
    'departures',
    'electorate',
    'positions',
    'preferenceMaps',
    'preferences',
    'statements',
    'timeline',
    'versions',
  ],
});
