/** Who still owes what in a proposal: representatives a disclosure, electors the attestation of diversity, nobody what a draft asks yet (CNF-5, DEL-5, REP-1). */
import { describe, expect, it } from 'vitest';
import type { OwedAct } from '../../rules/audience.ts';
import { proposal } from '../../rules/proposal/kind.ts';
import { owingProposal, windowsOwed } from '../../rules/proposal/owing.ts';
import { maySee, type ProposalState, type Requirement } from '../../rules/proposal/state.ts';
import { proposalState } from '../support/states.ts';

const opens = '2026-03-02T09:00:00.000Z';
const due = '2026-03-05T09:00:00.000Z';
const later = '2026-03-09T09:00:00.000Z';
const { id } = proposalState();

const requirement = (what: Requirement['what'], who: string, until = due): Requirement => ({
  what,
  who,
  version: 1,
  asked: opens,
  until,
  closed: null,
});
const owing = (act: OwedAct, more: Partial<ProposalState>) => owingProposal(proposalState(more), act);
const windows = (more: Partial<ProposalState>) =>
  windowsOwed(proposalState({ deadline: due, ...more }), opens).map(({ act, due: until }) => [act, until]);

describe('what is owed', () => {
  it('DEL-5 is a disclosure of whoever carries votes, until it is adopted', () => {
    const representatives = [{ undisclosed: { category: 'operations' } }];
    expect(owing('disclosures', { stage: 'voting' })).toEqual(representatives);
    expect(owing('disclosures', { stage: 'review' })).toEqual(representatives);
    expect(owing('disclosures', { stage: 'delay' })).toEqual([]);
  });

  it('REP-1 is the attestation of the diversity by electors who are neither parent nor author', () => {
    const requirements = [requirement('consent', 'dora'), requirement('diversity', 'elector')];
    expect(owing('attestations', { requirements })).toEqual([{ electorate: id, but: ['dora', 'carl'] }]);
    expect(owing('attestations', { requirements, author: null })).toEqual([
      { electorate: id, but: ['dora'] },
    ]);
  });

  it('JUS-1 is each hearing, of a victim by themselves though another speaks for the accused', () => {
    const requirements = [requirement('hearing', 'fay')];
    expect(owing('hearing', { requirements, accused: 'emil', representative: 'ben' })).toEqual([
      { members: ['fay'] },
    ]);
  });
});

describe('the windows in which it is owed', () => {
  it('PRO-1 have no submission of a draft that submits itself; once submitted its start says nothing', () => {
    expect(windows({ stage: 'draft', submittedAt: null })).toEqual([['submission', due]]);
    expect(windows({ stage: 'draft', submittedAt: null, startsAt: later })).toEqual([]);
    expect(windows({ stage: 'voting', startsAt: later })).toEqual([['ballot', due]]);
  });

  it('PRO-11 have each act and each instant once', () => {
    const requirements = [
      requirement('consent', 'dora'),
      requirement('consent', 'emil'),
      requirement('consent', 'fay', later),
      requirement('hearing', 'gus'),
    ];
    const asked = [
      ['consents', due],
      ['consents', later],
      ['hearing', due],
    ];
    expect(windows({ stage: 'review', requirements })).toEqual(asked);
    expect(windows({ stage: 'draft', submittedAt: null, requirements }), 'of a draft').toEqual([
      ['submission', due],
    ]);
  });

  it('AMD-2 EXE-1 have the task of an execution, whoever’s approval was owed in the delay', () => {
    expect(windows({ stage: 'execution', approver: 'anna' })).toEqual([['task', due]]);
  });
});

describe('whose it is', () => {
  it('GUA-1 GUA-2 its author’s, of whom it came from, of who is judged, and of who is recused', () => {
    expect(proposal.concerned(proposalState())).toEqual(['carl']);
    expect(
      proposal.concerned(
        proposalState({ author: null, originator: 'ben', accused: 'emil', recused: ['fay', 'gus'] }),
      ),
    ).toEqual(['ben', 'emil', 'fay', 'gus']);
  });

  it('PRO-1 AUT-2 a draft is seen by its author alone, and by all once it is submitted', () => {
    const draft = { submittedAt: null, author: 'carl' };
    expect([maySee(draft, 'carl'), maySee(draft, 'dora')]).toEqual([true, false]);
    expect(maySee({ ...draft, submittedAt: opens }, 'dora')).toBe(true);
  });
});
