/** By which rule each course of a proposal comes, stage by stage (PRO-9, PRO-13). */
import { describe, expect, it } from 'vitest';
import { category, charter } from './charter.ts';
import { four, leads, rulesOf } from './courses.ts';

describe('the rule that each course comes by', () => {
  const open = { what: 'consent', who: 'dora', version: 1, asked: '', until: '', closed: null } as const;
  const asked = {
    escalation: 2,
    mandate: { id: 'm', council: 8, callBack: 2 },
    otherCategories: ['justice'],
    objectingUntil: '2026-03-05T09:00:00.000Z',
  };

  it('PRO-1 PRO-2 TIE-1 is told from a draft to the end of its search for endorsers', () => {
    const seconded = { category: category({ endorsers: { count: 2, window: 1 } }) };
    expect(rulesOf('draft')).toEqual(['submitted PRO-3', 'silent PRO-1', 'withdrawn PRO-6']);
    expect(rulesOf('draft', { state: { tier: 1 } })[0]).toBe('submitted TIE-1');
    expect(rulesOf('draft', seconded)[0]).toBe('submitted PRO-2');
    expect(leads('draft', seconded)[0]).toBe('submitted endorsement');
    expect(rulesOf('endorsement', seconded)).toEqual(['endorsed PRO-3', 'silent PRO-2', 'withdrawn PRO-6']);
    expect(leads('endorsement', seconded)).toEqual([
      'endorsed review',
      'silent lapsed',
      'withdrawn withdrawn',
    ]);
    expect(rulesOf('draft', { state: { tier: 2 } })[0]).toBe('submitted PRO-4');
  });

  it('PRO-4 PRO-6 PRO-11 CON-4 JUS-1 is told before the vote', () => {
    expect(rulesOf('review', { state: asked })).toEqual([
      'goes-on PRO-4',
      'amended PRO-6',
      'withdrawn PRO-6',
      'vetoed VET-2',
      'escalated TIE-3',
      'called-back MAN-2',
      'other-category TIE-6',
    ]);
    expect(rulesOf('discussion', { state: { round: 3, lastRound: true, requirements: [open] } })).toEqual([
      'consensus CON-4',
      'waits PRO-11',
      'no-consensus PRO-7',
      'waits PRO-11',
      'withdrawn PRO-6',
    ]);
    expect(
      rulesOf('requirements', { state: { deadline: null, requirements: [open] }, agreed: true }),
    ).toEqual(['goes-on CON-4', 'refused REP-1', 'silent PRO-11']);
    const hearing = { ...open, what: 'hearing' } as const;
    const heard = { state: { requirements: [hearing] } };
    expect(rulesOf('review', heard).slice(0, 2)).toEqual(['goes-on PRO-4', 'waits JUS-1']);
    expect(leads('review', heard).slice(0, 2)).toEqual(['goes-on discussion', 'waits requirements']);
    expect(
      leads('review', { state: { requirements: [{ ...hearing, closed: { at: '', how: 'met' } }] } }),
    ).not.toContain('waits requirements');
    const objecting = { deadline: '2026-03-05T09:00:00.000Z' };
    expect(rulesOf('requirements', { state: objecting }).slice(0, 2)).toEqual([
      'goes-on PRO-7',
      'waits VET-2',
    ]);
  });

  it('VOT-1 PRO-8 DEA-1 DEA-2 TIE-3 CON-3 is told of a vote, and of what takes its place', () => {
    expect(rulesOf('voting', { state: { votes: 1, round: 3 }, vote: four })).toEqual([
      'quorum-missed PRO-8',
      'adopted VOT-1',
      'rejected DEA-1',
      'deadlock DEA-2',
    ]);
    const tie = { verdicts: ['inquorate', 'deadlock'], extensionsLeft: 0 } as const;
    const last = { votes: 3, round: 4 };
    expect(rulesOf('voting', { vote: tie, state: last })).toEqual(['quorum-missed PRO-8', 'deadlock DEA-2']);
    expect(rulesOf('voting', { vote: tie, state: { ...last, tier: 2 } })[1]).toBe('deadlock TIE-3');
    expect(rulesOf('voting', { vote: tie, state: last, charter: charter({ guardian: null }) })[1]).toBe(
      'deadlock DEA-2',
    );
    expect(rulesOf('deferred', { state: { votes: 2 } })).toEqual(['goes-on DEA-2']);
    const consent = { category: category({ adopts: 'consent' }), charter: charter({ deadlock: null }) };
    expect(rulesOf('discussion', { ...consent, state: { round: 3, lastRound: true } })[1]).toBe(
      'no-consensus CON-3',
    );
    expect(rulesOf('guardian-resolution')).toEqual(['approved DEA-2', 'refused DEA-2', 'silent DEA-2']);
  });

  it('VET-1 VET-3 AMD-2 APP-1 APP-2 VET-4 EXE-1 EXE-2 is told after its adoption', () => {
    expect(rulesOf('veto', { state: { tier: 2 } })).toEqual(['goes-on VET-1', 'vetoed VET-2']);
    expect(rulesOf('guardian-approval')).toEqual(['approved VET-3', 'refused VET-3', 'silent AMD-2']);
    const assenting = charter({ guardian: { ...charter().guardian!, silence: 'assent' } });
    expect(rulesOf('guardian-approval', { charter: assenting })[2]).toBe('silent AMD-2');
    expect(rulesOf('appeal')).toEqual(['goes-on APP-1', 'overturned APP-2', 'remanded APP-2']);
    const principles = charter({ guardian: { ...charter().guardian!, scope: 'principles' } });
    expect(rulesOf('delay', { charter: principles, state: { approver: 'anna' } })).toEqual([
      'goes-on VET-4',
      'vetoed VET-3',
      'refused VET-3',
      'silent AMD-2',
    ]);
    expect(rulesOf('execution')).toEqual(['done EXE-1', 'failed EXE-2']);
  });

  it('PRO-6 VET-2 TIE-3 TIE-6 of what members ask for nothing is left once it is adopted or voted on', () => {
    const state = { ...asked, votes: 1 };
    expect(rulesOf('discussion', { state: { ...state, round: 4 } }).slice(-1)).toEqual(['called-back MAN-2']);
    expect(rulesOf('execution', { state: { ...asked, votes: 0 } })).toEqual(['done EXE-1', 'failed EXE-2']);
  });
});
