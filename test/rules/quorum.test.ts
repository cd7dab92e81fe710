/** Quorum: who takes part, and when assumed abstentions do (TIE-4, PRO-8, MEM-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { participation, quorate } from '../../rules/polls/quorum.ts';
import { half, offline, threeQuarters } from './charter.ts';

describe('a quorum', () => {
  it('TIE-4 the council takes three quarters of its electorate', () => {
    expect(quorate(threeQuarters, 15, 20)).toBe(true);
    expect(quorate(threeQuarters, 14, 20)).toBe(false);
  });

  it('TIE-4 a family takes half of its electorate', () => {
    expect(quorate(half, 3, 6)).toBe(true);
    expect(quorate(half, 2, 6)).toBe(false);
  });

  it.each([
    [1, 1, true],
    [1, 0, false],
    [2, 2, true],
    [2, 1, false],
    [3, 3, true],
    [3, 2, false],
  ])('PRO-8 of %i electors, %i taking part: %s', (electorate, participating, enough) => {
    expect(quorate(threeQuarters, participating, electorate)).toBe(enough);
  });

  it('TIE-4 a charter that asks none has it from the start', () => {
    expect(quorate(null, 0, 20)).toBe(true);
  });

  it('TIE-4 voting power beyond 2^53 is measured to the unit', () => {
    const electorate = 4n * 10n ** 24n;
    expect(quorate(threeQuarters, 3n * 10n ** 24n, electorate)).toBe(true);
    expect(quorate(threeQuarters, 3n * 10n ** 24n - 1n, electorate)).toBe(false);
  });
});

describe('offline electors', () => {
  const poll = { offlineUnanswered: 3, electorate: 10 };

  it('MEM-4 are assumed to abstain once half of the electorate has answered in fact', () => {
    expect(participation({ ...poll, answered: 4, offline: offline('abstain') })).toEqual({
      answered: 4,
      assumed: 0,
      participating: 4,
    });
    expect(participation({ ...poll, answered: 5, offline: offline('abstain') })).toEqual({
      answered: 5,
      assumed: 3,
      participating: 8,
    });
  });

  it('MEM-4 count only as the charter says how many must have answered', () => {
    const mostly = offline('abstain', { num: 7, den: 10 });
    expect(participation({ ...poll, answered: 6, offline: mostly }).assumed).toBe(0);
    expect(participation({ ...poll, answered: 7, offline: mostly }).assumed).toBe(3);
  });

  it.each(['exclude', 'wait'] as const)('MEM-4 are never assumed to answer under "%s"', (policy) => {
    expect(participation({ ...poll, answered: 7, offline: offline(policy) })).toEqual({
      answered: 7,
      assumed: 0,
      participating: 7,
    });
  });

  it.prop([
    fc.integer({ min: 1, max: 30 }).chain((electorate) =>
      fc.record({
        electorate: fc.constant(electorate),
        answered: fc.nat(electorate - 1),
        offlineUnanswered: fc.nat(electorate),
      }),
    ),
    fc.constantFrom('abstain', 'exclude', 'wait'),
  ])('PRO-8 one more answer never makes a poll less quorate', (drawn, policy) => {
    const before = {
      ...drawn,
      offlineUnanswered: Math.min(drawn.offlineUnanswered, drawn.electorate - drawn.answered),
    };
    const rules = offline(policy);
    const participating = participation({ ...before, offline: rules }).participating;
    const answered = before.answered + 1;
    const online = before.electorate - before.answered - before.offlineUnanswered;
    if (online > 0)
      expect(participation({ ...before, answered, offline: rules }).participating).toBeGreaterThan(
        participating,
      );
    if (before.offlineUnanswered > 0)
      expect(
        participation({
          ...before,
          answered,
          offlineUnanswered: before.offlineUnanswered - 1,
          offline: rules,
        }).participating,
      ).toBeGreaterThanOrEqual(participating);
  });
});
