/** Who counts as offline, to the millisecond (MEM-4). */
import { describe, expect, it } from 'vitest';
import { countedStatus, isOfflineThroughout, offlineFrom } from '../../rules/council/offline.ts';
import { charter } from './charter.ts';

const said = '2026-11-22T09:00:00.000Z';
const counts = '2026-11-25T09:00:00.000Z';
const before = '2026-11-25T08:59:59.999Z';

describe('a word that a member is offline', () => {
  it('MEM-4 counts 72 hours later where it is the registrar’s, and at once where it is another’s', () => {
    const { offline } = charter();
    expect(offlineFrom('registrar', said, offline)).toBe(counts);
    expect(offlineFrom('member', said, offline)).toBe(said);
    expect(offlineFrom('members-file', said, offline)).toBe(said);
    expect(offlineFrom('registrar', said, { notice: 1 })).toBe('2026-11-22T09:00:00.001Z');
  });

  const status = (until: string | null, at: string) => countedStatus('active', [{ from: counts, until }], at);

  it('MEM-4 counts from its instant on, not a millisecond before', () => {
    expect([status(null, before), status(null, counts)]).toEqual(['active', 'offline']);
  });

  it('MEM-4 never counts where they act in the last millisecond of the notice', () => {
    expect([status(before, before), status(before, counts)]).toEqual(['active', 'active']);
  });

  it('MEM-4 is lifted at the instant of their act', () => {
    const acted = '2026-11-26T00:00:00.000Z';
    expect([status(acted, '2026-11-25T23:59:59.999Z'), status(acted, acted)]).toEqual(['offline', 'active']);
  });

  it('MEM-2 says nothing of who has departed, and nothing is said of who has no absence', () => {
    expect(countedStatus('departed', [{ from: said, until: null }], counts)).toBe('departed');
    expect(countedStatus('active', [], counts)).toBe('active');
  });
});

describe('an abstention that is assumed', () => {
  const poll = { opens: counts, closes: '2026-11-28T09:00:00.000Z' };
  const away = (from: string, until: string | null) => isOfflineThroughout([{ from, until }], poll);

  it('MEM-4 is one of who was offline from the opening to the close', () => {
    expect([away(said, null), away(counts, null), away(said, poll.closes)]).toEqual([true, true, true]);
  });

  it('MEM-4 is none of who was offline a millisecond too late, or back one before the close', () => {
    expect(away('2026-11-25T09:00:00.001Z', null)).toBe(false);
    expect(away(said, '2026-11-28T08:59:59.999Z')).toBe(false);
  });

  it('MEM-4 is one of who was offline throughout, though they were before too; none of who never was', () => {
    const before = { from: '2026-11-20T09:00:00.000Z', until: '2026-11-21T09:00:00.000Z' };
    expect(isOfflineThroughout([before, { from: said, until: null }], poll)).toBe(true);
    expect(isOfflineThroughout([before], poll)).toBe(false);
    expect(isOfflineThroughout([], poll)).toBe(false);
  });

  it('MEM-4 is none of who was back between two absences', () => {
    const between = '2026-11-26T00:00:00.000Z';
    const twice = [
      { from: said, until: between },
      { from: between, until: null },
    ];
    expect(isOfflineThroughout(twice, poll)).toBe(false);
  });
});
