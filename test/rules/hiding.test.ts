/** Whose answers show when (VOT-7). */
import { describe, expect, it } from 'vitest';
import { hidingOf, isHidden, showsComing } from '../../rules/polls/hiding.ts';

const poll = (answers: 'at-once' | 'at-close' | undefined, closedAt: string | null) => ({
  rules: { charter: { answers } },
  closedAt,
});
const closed = '2026-03-01T00:00:00.000Z';

describe('answers that show at the close', () => {
  it('VOT-7 are what the charter says in so many words, and nothing else is carried', () => {
    expect(hidingOf({ answers: 'at-close' })).toEqual({ answers: 'at-close' });
    expect(hidingOf({ answers: 'at-once' })).toEqual({});
  });

  it('VOT-7 are hidden while their poll is open, and not once it has closed', () => {
    expect(isHidden(poll('at-close', null))).toBe(true);
    expect(isHidden(poll('at-close', closed))).toBe(false);
  });

  it('VOT-7 are hidden by the charter alone', () => {
    expect(isHidden(poll('at-once', null))).toBe(false);
    expect(isHidden(poll(undefined, null))).toBe(false);
  });

  it('VOT-7 tell that their elector has answered, and not that they have anew', () => {
    expect(showsComing(poll('at-close', null), { number: 1 })).toBe(true);
    expect(showsComing(poll('at-close', null), { number: 2 })).toBe(false);
    expect(showsComing(poll('at-close', closed), { number: 2 })).toBe(true);
    expect(showsComing(poll('at-once', null), { number: 2 })).toBe(true);
  });
});
