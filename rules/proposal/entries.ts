/** All that can happen in a proposal, as its timeline tells it. */
import { appealOutcomes } from '../appeal/state.ts';
import type { Consensus, PositionCount } from '../polls/consensus.ts';
import { notCarried } from '../delegation/columns.ts';
import {
  entry,
  type EntryIn,
  type FactsOf,
  flag,
  instant,
  list,
  number,
  numbers,
  object,
  oneOf,
  openEntry,
  optional,
  orNull,
  text,
  texts,
} from '../entries.ts';
import { outcomes } from '../model.ts';
import { nodeVetoEntriesOfAct } from '../node-veto/act-entries.ts';
import { type AskedMatter, type ProposalState, type Requirement, requirementKinds } from './state.ts';
import { answered, raised } from './vetoes/facts.ts';
import type { Tally } from '../polls/tally.ts';

const window = { opens: instant, closes: orNull(instant) };
const electorate = object<NonNullable<ProposalState['electorate']>>();
const requirements = optional(list<Requirement>());
const drafted = { by: orNull(text), closes: orNull(instant), starts: optional(instant) };
const startRefused = { by: orNull(text), because: text, refusedBy: text, closes: instant };
const newText = { by: orNull(text), version: number, parts: texts, deadline: orNull(instant), requirements };
const required = { requirement: oneOf(requirementKinds), who: text, version: number };
const told = { vote: number, mark: instant };
const tally = object<Tally>();

export const proposalEntries = {
  drafted: entry('A draft, its author’s alone, which lapses then (PRO-1).', drafted),
  edited: entry('The author changed these parts of the draft (PRO-1).', { by: orNull(text), parts: texts }),
  'start-refused': entry('At its start date it was refused, and is a draft still (PRO-1).', startRefused),
  submitted: entry('Who decides, under which charter, and what must hold before (MEM-3, CHA-1, PRO-11).', {
    by: orNull(text),
    electorate,
    charter: object<Pick<ProposalState['charter'], 'version' | 'hash'>>(),
    originator: optional(text),
    family: optional(text),
    escalation: optional(number),
    mandate: optional(text),
    council: optional(number),
    callBack: optional(number),
    asks: optional(list<Omit<AskedMatter, 'lifted'>>()),
    endorsers: optional(number),
    requirements,
  }),
  'endorsement-opened': entry('Electors are asked to endorse it, so many of them until then (PRO-2).', {
    ...window,
    needed: number,
  }),
  endorsed: entry('Who endorses it now; from when they are enough it counts (PRO-2).', {
    members: texts,
    needed: number,
    requirements,
  }),
  'review-opened': entry('The text is reviewed (PRO-3).', window),
  'requirements-opened': entry('Hearings, gates and answers to objections are waited for (PRO-11).', window),
  'discussion-opened': entry('A round of statements, rankings and positions (PRO-4).', {
    ...window,
    round: number,
    lastRound: flag,
    lazy: optional(flag),
  }),
  'round-closed': entry('The positions of the round, and whether they are consensus (CON-3).', {
    round: number,
    closedAt: instant,
    positions: object<PositionCount>(),
    consensus: object<Consensus>(),
  }),
  amended: entry('Another text is in force, and reviewed anew (PRO-6).', newText),
  corrected: entry('Another text is in force; nobody had said anything to the one before (PRO-6).', newText),
  'amendment-put': entry('Another text, in force from the end of the round (PRO-6).', newText),
  'representative-named': entry('Who speaks for the accused (JUS-1).', {
    by: orNull(text),
    representative: orNull(text),
  }),
  'electors-counted': entry('Before the first poll opens: who is left to judge (GUA-2).', {
    council: number,
    electorate,
    recused: texts,
  }),
  'requirement-met': entry('A requirement was met (PRO-11, JUS-1, REP-1).', required),
  'requirement-refused': entry('A requirement was refused (REP-1).', required),
  'requirement-timed-out': entry('Nobody met a requirement in time (PRO-11).', required),
  objected: entry('An affected elector objects, until then uncontested (VET-1, TIE-2).', raised),
  vetoed: entry('A veto; nobody contests the guardian’s, whose `until` is null (VET-1, VET-3).', raised),
  contested: entry('Vetoes or objections are contested (VET-2).', {
    vetoes: numbers,
    by: text,
    reason: text,
  }),
  'questioned-by': entry('The proposal that asks the council of these vetoes (VET-2).', {
    id: text,
    vetoes: numbers,
  }),
  'veto-stands': entry('The veto stands (VET-2).', answered),
  'veto-lifted': entry('The council lifted the veto (VET-2).', answered),
  'veto-lapsed': entry('The text that the veto was raised against is in force no more (VET-2).', answered),
  'category-requested': entry('Electors ask that it be decided in another category (TIE-6).', {
    category: text,
    punishes: text,
    needed: number,
    departed: texts,
    before: orNull(text),
  }),
  'no-punishment': entry('Who is named says that this version does not punish them (TIE-6).', {
    by: text,
    version: number,
  }),
  'escalation-lowered': entry('Electors have departed, so fewer must ask for the council (TIE-3, MEM-2).', {
    departed: texts,
    needed: number,
  }),
  'call-back-lowered': entry('Members have departed, so fewer call it back (MAN-2, MEM-2).', {
    departed: number,
    needed: number,
  }),
  'voting-opened': entry('A vote, counted in a proposal (PRO-7).', { ...window, vote: number }),
  'vote-extended': entry('The vote missed its quorum, and goes on until then (PRO-8).', {
    vote: number,
    at: instant,
    closes: instant,
    tally: optional(tally),
  }),
  'vote-waits': entry('The vote waits for electors who are offline (MEM-4).', {
    vote: number,
    closes: instant,
  }),
  'vote-closed': entry('The vote was counted; of a veto’s question the one on this matter (PRO-7, VET-2).', {
    vote: number,
    matter: optional(text),
    closedAt: instant,
    tally,
  }),
  'disclosures-owed': entry('Representatives who have disclosed nothing yet (DEL-5).', {
    ...told,
    representatives: texts,
  }),
  'votes-over-cap': entry('Delegators whose votes are beyond the cap as it stands (DEL-3).', {
    ...told,
    cap: optional(orNull(number)),
    delegated: optional(number),
    delegators: texts,
  }),
  'votes-not-carried': entry(
    'Delegators whose votes are not carried as it stands, and why (DEL-2 to DEL-6).',
    {
      ...told,
      because: oneOf(notCarried),
      delegators: texts,
    },
  ),
  'conflict-disclosed': entry('A representative disclosed a conflict of interests (DEL-5).', {
    by: text,
    interests: text,
    delegators: texts,
  }),
  'deferred-opened': entry('After the second deadlock (DEA-2).', window),
  'guardian-resolution-opened': entry('After the last deadlock the guardian may adopt it (DEA-2).', {
    ...window,
    guardian: orNull(text),
  }),
  'guardian-resolved': entry('The guardian adopted or rejected it (DEA-2).', {
    guardian: orNull(text),
    adopt: flag,
    reason: text,
  }),
  'veto-opened': entry('Whom a family’s decision affects may veto it (VET-1).', window),
  'guardian-approval-opened': entry('The guardian’s approval is asked for (VET-3, AMD-2).', {
    ...window,
    guardian: orNull(text),
  }),
  'guardian-changed': entry('Another holds the office now, and is asked (AUT-1, GUA-1).', {
    from: text,
    to: text,
  }),
  'guardian-answered': entry('The guardian approved or refused (VET-3).', {
    guardian: orNull(text),
    approve: flag,
    reason: text,
  }),
  'approval-owed': entry('The guardian is offline: the approval is taken until the delay ends (AMD-2).', {
    guardian: text,
    offlineFrom: instant,
  }),
  'approval-vacant': entry('Nobody holds the guardian’s office, and this does not fill it (AMD-2).', {
    from: orNull(text),
  }),
  'approval-assumed': entry('The guardian was silent, which is assent where the charter says so (AMD-2).', {
    guardian: orNull(text),
  }),
  'approval-passed-over': entry(
    'Nobody holds the guardian’s office, or who does is offline, and it fills it, or silence is assent (AMD-2).',
    {
      guardian: orNull(text),
      offlineFrom: optional(instant),
      action: optional(text),
    },
  ),
  'appeal-opened': entry('The accused may appeal (APP-1).', window),
  appealed: entry('An appeal was lodged, which has this id (APP-1).', {
    by: text,
    principle: text,
    reason: text,
    id: text,
  }),
  'appeal-ended': entry('How the appeal ended; without a reason silence upheld (APP-2).', {
    by: text,
    principle: text,
    outcome: oneOf(appealOutcomes),
    guardian: orNull(text),
    reason: orNull(text),
  }),
  'delay-opened': entry('Adopted, it waits for its execution (VET-4).', window),
  'execution-opened': entry('Its action is done, or its task waited for (EXE-1).', {
    ...window,
    action: text,
    assignee: optional(text),
  }),
  'task-confirmed': entry('The assignee has done the task (EXE-1).', { assignee: text, evidence: text }),
  'charter-amended': openEntry('What the amendment did (CHA-3).', {}),
  'escalated-to': entry('The proposal in which the council decides the matter (TIE-3).', { id: text }),
  'called-back-to': entry('The proposal in which the whole council decides the matter (MAN-2).', {
    id: text,
  }),
  'remanded-to': entry('The proposal in which the matter is decided anew (APP-2).', { id: text }),
  ...nodeVetoEntriesOfAct,
  ended: openEntry('The ending, by which rule, and what led there (PRO-9).', {
    outcome: oneOf(outcomes),
    rule: text,
    punishes: optional(text),
  }),
  'retried-by': entry('The proposal that runs its action again (EXE-2).', { id: text }),
};

export type ProposalFacts<Kind extends keyof typeof proposalEntries> = FactsOf<typeof proposalEntries, Kind>;
export type ProposalEntry = EntryIn<typeof proposalEntries>;

/** The stages that open with an entry. */
export type OpenedStage = Exclude<ProposalState['stage'], 'draft' | 'ended'>;
