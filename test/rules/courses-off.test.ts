/** Courses where a stage is off, a path is longer, or something is waited for: what comes next, and what does not (VET-1, PRO-6, PRO-11, DEA-2). */
import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../rules/proposal/state.ts';
import { category, charter } from './charter.ts';
import { leads, rulesOf } from './courses.ts';

const { discussion } = charter();
const rounds = (number: number) => ({ ...discussion, rounds: number });
const bare = charter({ review: null, discussion: rounds(0) });
const firstOf = ([first]: readonly string[]) => first;

describe('without a review and a round', () => {
  const submitted = (given: Parameters<typeof leads>[1] = {}) =>
    firstOf(leads('draft', { charter: bare, ...given }));

  it('VET-1 the objections have their window before the vote, in tier 3 alone', () => {
    expect(submitted()).toBe('submitted requirements');
    expect(rulesOf('draft', { charter: bare })[0]).toBe('submitted VET-1');
    expect(submitted({ state: { tier: 2 } })).toBe('submitted voting');
  });

  it('VET-1 VET-2 there is none where nobody can object: the charter has no vetoes, or it is a veto’s question', () => {
    expect(submitted({ charter: { ...bare, vetoes: null } })).toBe('submitted voting');
    expect(submitted({ state: { category: 'veto-question' } })).toBe('submitted voting');
  });

  it('VET-1 a review, a round, or one in which silence is assent, is window enough', () => {
    expect(firstOf(leads('review', { charter: charter({ discussion: rounds(0) }) }))).toBe('goes-on voting');
    const unreviewed = { charter: charter({ review: null, discussion: rounds(1) }) };
    const last = { round: 1, lastRound: true };
    expect(leads('discussion', { ...unreviewed, state: last })).toContain('no-consensus voting');
    const lazy = { ...unreviewed, category: category({ adopts: 'lazy' }) };
    expect(leads('discussion', { ...lazy, state: { ...last, round: 2 } })).toContain('no-consensus voting');
  });

  it('VET-1 DEA-2 after a vote nobody objects any more', () => {
    const state = { votes: 1, round: 1, lastRound: true };
    expect(leads('discussion', { charter: bare, state })).toContain('no-consensus voting');
  });
});

describe('a new text', () => {
  it('PRO-6 that was put comes into force, were it the last that its author had', () => {
    const state = { round: 1, pendingVersion: 2, amendments: { made: 5, most: 5 } };
    expect(firstOf(leads('discussion', { state }))).toBe('amended review');
  });

  it('PRO-6 goes to the next round where there is no review: in a family, or under such a charter', () => {
    const state = { round: 1, pendingVersion: 2 };
    expect(firstOf(leads('discussion', { state: { ...state, tier: 2 } }))).toBe('amended discussion');
    const unreviewed = charter({ review: null });
    expect(firstOf(leads('discussion', { state, charter: unreviewed }))).toBe('amended discussion');
    const family = { ...state, tier: 2, pendingVersion: null } as const;
    expect(leads('discussion', { state: family })).toContain('amended discussion');
  });
});

describe('a vote of which nothing is told', () => {
  it('PRO-9 VOT-7 leads nowhere that could be said', () => {
    expect(leads('voting', { state: { votes: 1 }, vote: null })).toEqual([]);
  });
});

describe('what stands between adoption and execution', () => {
  const guarded = category({ approval: true, appeal: true, delay: 1 });
  const vote = { verdicts: ['adopted'], extensionsLeft: 0 } as const;

  it('VET-3 APP-1 without a guardian there is neither approval nor appeal, and without appeals none', () => {
    const unguarded = charter({ guardian: null });
    expect(leads('voting', { category: guarded, vote, charter: unguarded })).toEqual(['adopted delay']);
    expect(leads('delay', { category: guarded, charter: unguarded })).toEqual(['goes-on execution']);
    const unappealed = charter({ appeals: null });
    expect(firstOf(leads('guardian-approval', { category: guarded, charter: unappealed }))).toBe(
      'approved delay',
    );
  });

  it('VET-1 VET-4 in a family there is a veto where the charter has them, and no delay', () => {
    const family = { category: category({ delay: 1 }), state: { tier: 2 } } as const;
    expect(leads('voting', { ...family, vote })).toEqual(['adopted veto']);
    expect(leads('voting', { ...family, vote, charter: charter({ vetoes: null }) })).toEqual([
      'adopted execution',
    ]);
    expect(firstOf(leads('veto', family))).toBe('goes-on execution');
  });

  it('VET-3 who approves only has no veto in the delay', () => {
    expect(leads('delay', { state: { guardian: 'anna' } })).toEqual(['goes-on execution']);
  });
});

describe('a longer path', () => {
  it('DEA-2 has as many rounds after the first vote as the charter has, and none of them before it', () => {
    const two = charter({ deadlock: { ...charter().deadlock!, extraRounds: 2 } });
    const after = (votes: number, round: number) =>
      leads('discussion', { charter: two, state: { votes, round, lastRound: true } });
    expect(after(0, 3)).toContain('no-consensus voting');
    expect(after(1, 4)).toContain('no-consensus discussion');
    expect(after(1, 5)).toContain('no-consensus voting');
  });
});

describe('what is waited for', () => {
  const open = (what: Requirement['what'], closed: Requirement['closed'] = null): Requirement => ({
    what,
    who: 'dora',
    version: 1,
    asked: '',
    until: '',
    closed,
  });
  const met = { at: '', how: 'met' } as const;

  it('JUS-1 holds up no round where it is a consent, which the adoption waits for', () => {
    expect(leads('review', { state: { requirements: [open('consent')] } })).not.toContain(
      'waits requirements',
    );
  });

  it('VET-1 VET-2 holds up the vote where somebody can still object, though nobody has', () => {
    const state = { round: 3, lastRound: true, objectingUntil: '2026-03-05T09:00:00.000Z' };
    expect(leads('discussion', { state })).toContain('waits requirements');
  });

  const unmet = (...requirements: readonly Requirement[]) =>
    leads('requirements', { agreed: true, state: { deadline: null, requirements } });

  it('PRO-11 REP-1 ends it where it is not met in time; a parent may refuse it', () => {
    expect(unmet(open('resources'))).toEqual(['goes-on execution', 'silent lapsed']);
    expect(unmet(open('resources'), open('consent'))).toEqual([
      'goes-on execution',
      'refused rejected',
      'silent lapsed',
    ]);
  });

  it('JUS-1 PRO-11 ends nothing where it is a hearing, or was met', () => {
    expect(unmet(open('hearing'), open('consent', met))).toEqual(['goes-on execution']);
    expect(unmet()).toEqual(['goes-on execution']);
  });
});
