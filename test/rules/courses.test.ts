/** What a proposal can still become, stage by stage (PRO-9, PRO-13). */
import { describe, expect, it } from 'vitest';
import type { Situation } from '../../rules/proposal/courses/course.ts';
import type { Veto } from '../../rules/proposal/state.ts';
import { category, charter } from './charter.ts';
import { four, type Given, leads } from './courses.ts';

const guarded = category({ approval: true, appeal: true, delay: 1 });

describe('the courses', () => {
  it('PRO-3 PRO-6 of a review: a round, a new text, a withdrawal', () => {
    expect(leads('review')).toEqual(['goes-on discussion', 'amended review', 'withdrawn withdrawn']);
    expect(leads('review', { state: { amendments: { made: 5, most: 5 } } })).toEqual([
      'goes-on discussion',
      'withdrawn withdrawn',
    ]);
    expect(leads('review', { state: { author: null } })).toEqual(['goes-on discussion']);
  });

  it('VET-1 VET-2 of a review in which one can object: that it is vetoed too', () => {
    expect(leads('review', { state: { objectingUntil: '2026-03-05T09:00:00.000Z' } })).toContain(
      'vetoed vetoed',
    );
    const raised = [{ outcome: null }] as unknown as Veto[];
    expect(leads('review', { state: { vetoes: raised } })).toContain('vetoed vetoed');
    const lifted = [{ outcome: 'lifted' }] as unknown as Veto[];
    expect(leads('review', { state: { vetoes: lifted } })).not.toContain('vetoed vetoed');
  });

  it('PRO-4 CON-4 of a round: consensus, the next round, and after the last one the vote', () => {
    expect(leads('discussion', { state: { round: 2 } })).toEqual([
      'consensus execution',
      'no-consensus discussion',
      'amended review',
      'withdrawn withdrawn',
    ]);
    expect(leads('discussion', { state: { round: 3, lastRound: true } })).toEqual([
      'consensus execution',
      'no-consensus voting',
      'withdrawn withdrawn',
    ]);
  });

  it('PRO-6 of a round at whose end a new text comes into force: its review alone', () => {
    expect(leads('discussion', { state: { round: 1, pendingVersion: 2 } })).toEqual([
      'amended review',
      'withdrawn withdrawn',
    ]);
  });

  it('PRO-11 of a last round with a gate that is open: the wait for it', () => {
    const open = { what: 'consent', who: 'dora', version: 1, asked: '', until: '', closed: null } as const;
    const state = { round: 3, lastRound: true, requirements: [open] };
    expect(leads('discussion', { state })).toEqual([
      'consensus execution',
      'waits requirements',
      'no-consensus voting',
      'waits requirements',
      'withdrawn withdrawn',
    ]);
    const waiting = { ...state, deadline: null };
    expect(leads('requirements', { state: waiting })).toEqual([
      'goes-on voting',
      'refused rejected',
      'silent lapsed',
      'withdrawn withdrawn',
    ]);
    // With consensus behind it, it is adopted once they are met, and cannot be withdrawn any more.
    expect(leads('requirements', { state: waiting, agreed: true })).toEqual([
      'goes-on execution',
      'refused rejected',
      'silent lapsed',
    ]);
  });

  it('PRO-7 PRO-8 of a vote: those of its verdicts, the quorum missed once and for all', () => {
    const state = { votes: 1, round: 3 };
    expect(leads('voting', { state, vote: four })).toEqual([
      'quorum-missed voting',
      'adopted execution',
      'rejected rejected',
      'deadlock discussion',
    ]);
    const last = { verdicts: ['inquorate'], extensionsLeft: 0 } as const;
    expect(leads('voting', { state, vote: last })).toEqual(['quorum-missed inquorate']);
  });

  it('DEA-2 TIE-3 of a deadlock: a round, a deferral, the guardian; a family’s goes to the council', () => {
    const vote = { verdicts: ['deadlock'], extensionsLeft: 0 } as const;
    const after = (votes: number, more: Given = {}) =>
      leads('voting', { vote, ...more, state: { votes, round: votes === 1 ? 3 : 4, ...more.state } });
    expect(after(1)).toEqual(['deadlock discussion']);
    expect(after(2)).toEqual(['deadlock deferred']);
    expect(after(3)).toEqual(['deadlock guardian-resolution']);
    expect(after(3, { category: category({ guardianMayResolve: false }) })).toEqual(['deadlock rejected']);
    expect(after(3, { charter: charter({ guardian: null }) })).toEqual(['deadlock rejected']);
    expect(after(3, { state: { tier: 2 } })).toEqual(['deadlock escalated']);
    const noRound = charter();
    expect(after(1, { charter: { ...noRound, deadlock: { ...noRound.deadlock!, extraRounds: 0 } } })).toEqual(
      ['deadlock deferred'],
    );
    expect(leads('deferred', { state: { votes: 2 } })).toEqual(['goes-on voting']);
  });

  it('VET-1 VET-3 APP-1 VET-4 after its adoption: whatever stands between it and its execution, in order', () => {
    const vote = { verdicts: ['adopted'], extensionsLeft: 0 } as const;
    expect(leads('voting', { category: guarded, vote })).toEqual(['adopted guardian-approval']);
    expect(leads('guardian-approval', { category: guarded })).toEqual([
      'approved appeal',
      'refused refused-by-guardian',
      'silent lapsed',
    ]);
    expect(leads('appeal', { category: guarded })).toEqual([
      'goes-on delay',
      'overturned overturned',
      'remanded remanded',
    ]);
    expect(leads('delay', { category: guarded })).toEqual(['goes-on execution']);
    expect(leads('execution')).toEqual(['done executed', 'failed execution-failed']);
    expect(leads('voting', { vote, state: { tier: 2 } })).toEqual(['adopted veto']);
    expect(leads('veto', { state: { tier: 2 } })).toEqual(['goes-on execution', 'vetoed vetoed']);
  });

  it('AMD-2 the guardian’s silence lets it go on, where it is assent', () => {
    const assenting = charter({ guardian: { ...charter().guardian!, silence: 'assent' } });
    expect(leads('guardian-approval', { category: guarded, charter: assenting })).toEqual([
      'approved appeal',
      'refused refused-by-guardian',
      'silent appeal',
    ]);
  });

  it('VET-3 whoever has a veto on amendments alone may veto where they are asked', () => {
    const vetoing = charter({ guardian: { ...charter().guardian!, scope: 'amendments' } });
    expect(leads('delay', { charter: vetoing })).toEqual(['goes-on execution']);
    expect(leads('delay', { charter: vetoing, state: { guardian: 'anna' } })).toEqual([
      'goes-on execution',
      'vetoed vetoed',
    ]);
  });

  it('DEA-2 what the guardian adopts needs no second approval', () => {
    expect(leads('guardian-resolution', { category: guarded })).toEqual([
      'approved appeal',
      'refused rejected',
      'silent rejected',
    ]);
  });

  it('AMD-2 VET-3 of a delay: the approval that is owed still, and the guardian’s veto under the scope of principles', () => {
    expect(leads('delay', { state: { approver: 'anna' } })).toEqual([
      'goes-on execution',
      'refused refused-by-guardian',
      'silent lapsed',
    ]);
    const principles = charter({ guardian: { ...charter().guardian!, scope: 'principles' } });
    expect(leads('delay', { charter: principles })).toContain('vetoed vetoed');
  });

  it('TIE-3 MAN-2 TIE-6 of what can be asked for before a vote, and not after', () => {
    const state = {
      escalation: 2,
      mandate: { id: 'm', council: 8, callBack: 2 },
      otherCategories: ['justice'],
    };
    expect(leads('review', { state }).slice(-3)).toEqual([
      'escalated escalated',
      'called-back escalated',
      'other-category wrong-category',
    ]);
    const vote = { verdicts: ['rejected'], extensionsLeft: 0 } as const;
    expect(leads('voting', { state: { ...state, votes: 1 }, vote })).toEqual([
      'rejected rejected',
      'called-back escalated',
    ]);
  });

  it('PRO-1 TIE-1 of a draft: its submission, which a personal decision is adopted by; and none once it is over', () => {
    expect(leads('draft')).toEqual(['submitted review', 'silent lapsed', 'withdrawn withdrawn']);
    expect(leads('draft', { state: { tier: 1 } })[0]).toBe('submitted execution');
    expect(leads('draft', { state: { tier: 2 } })[0]).toBe('submitted discussion');
    expect(leads('ended', { state: { outcome: 'executed' } })).toEqual([]);
  });

  it('VET-1 without a review and a round the objections have their window before the vote', () => {
    const bare = charter({ review: null, discussion: { ...charter().discussion, rounds: 0 } });
    expect(leads('draft', { charter: bare })[0]).toBe('submitted requirements');
    expect(leads('requirements', { charter: bare, state: { deadline: '2026-03-05T09:00:00.000Z' } })).toEqual(
      ['goes-on voting', 'waits requirements', 'withdrawn withdrawn'],
    );
  });
});

describe('the courses under other charters', () => {
  const casting: NonNullable<Situation['charter']['deadlock']> = {
    ...charter().deadlock!,
    extraRounds: 0,
    deferral: null,
  };
  const tie = { vote: { verdicts: ['deadlock'], extensionsLeft: 1 } } as const;
  const lazy = { category: category({ adopts: 'lazy' }) };
  const consent = { category: category({ adopts: 'consent' }) };

  it('DEA-2 of a tie: what the charter’s path has next, and at its end the guardian', () => {
    const of = (votes: number, deadlock: Partial<typeof casting>) =>
      leads('voting', {
        ...tie,
        state: { votes, round: 3 },
        charter: charter({ deadlock: { ...casting, ...deadlock } }),
      });
    expect(of(1, {})).toEqual(['deadlock guardian-resolution']);
    expect(of(1, { deferral: 1 })).toEqual(['deadlock deferred']);
    expect(of(2, { deferral: 1 })).toEqual(['deadlock guardian-resolution']);
    expect(of(1, { extraRounds: 1 })).toEqual(['deadlock discussion']);
    expect(of(2, { extraRounds: 1 })).toEqual(['deadlock guardian-resolution']);
  });

  it('CON-3 of what is adopted lazily: the window for a block, then the rounds, and a new text to its review', () => {
    expect(leads('draft', { ...lazy, state: { tier: 3 } })).toContain('submitted discussion');
    expect(leads('discussion', { ...lazy, state: { round: 1 } })).toEqual([
      'consensus execution',
      'no-consensus discussion',
      'amended review',
      'withdrawn withdrawn',
    ]);
    expect(leads('discussion', { ...lazy, state: { round: 4, lastRound: true } })).toContain(
      'no-consensus voting',
    );
  });

  it('CON-3 of consent: without it a rejection, or the deadlock path', () => {
    const last = { state: { round: 3, lastRound: true }, ...consent };
    expect(leads('discussion', { ...last, charter: charter({ deadlock: null }) })).toContain(
      'no-consensus rejected',
    );
    expect(leads('discussion', last)).toContain('no-consensus discussion');
    expect(
      leads('discussion', { ...last, charter: charter({ deadlock: { ...casting, deferral: 1 } }) }),
    ).toContain('no-consensus deferred');
    expect(leads('discussion', { ...last, charter: charter({ deadlock: casting }) })).toContain(
      'no-consensus rejected',
    );
    expect(leads('discussion', { ...consent, state: { round: 4, lastRound: true } })).toContain(
      'no-consensus voting',
    );
    expect(leads('voting', { ...tie, ...consent, state: { votes: 1, round: 4 } })).toEqual([
      'deadlock deferred',
    ]);
  });
});
