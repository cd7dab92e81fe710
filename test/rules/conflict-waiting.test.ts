/** A conflict that was referred: what it has left, what falls due meanwhile, and how it goes on (RST-1, RST-4, PRO-10). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { evolve } from '../../rules/conflict/evolve.ts';
import { conflictNotices } from '../../rules/conflict/notices.ts';
import { conflictOwed } from '../../rules/conflict/owing.ts';
import { mayAct } from '../../rules/conflict/permissions.ts';
import { type ConflictState, isWaiting } from '../../rules/conflict/state.ts';
import { endingRule, next } from '../../rules/conflict/step.ts';
import { leftAt, referFault, waitsAtOnce } from '../../rules/conflict/waiting.ts';
import { at, hour, negotiating, passage, quarrel, word } from './conflicts.ts';

const sides = { harmed: ['dora', 'emil'], responsible: ['carl'] };
const happens = (
  state: ConflictState,
  hours: number,
  kind: ConflictEntry['kind'],
  facts: object,
): ConflictState => evolve(state, { at: at(hours), kind, facts } as ConflictEntry);
const asleep = (state: ConflictState, hours: number): ConflictState =>
  happens(happens(state, hours, 'referred', {}), hours, 'waits', { left: leftAt(state, at(hours)) });
const woken = (state: ConflictState, hours: number, ending = 'returned'): ConflictState =>
  happens(state, hours, 'woken', { ending, stage: 'circle' });
const carl = { id: 'carl', status: 'active', mediator: false, elector: false, guardian: false } as const;

describe('a referral of a conflict', () => {
  const code = (state: ConflictState, by: string | null, hours: number, ms = 0) =>
    referFault(state, sides, by, new Date(Date.parse(at(hours)) + ms).toISOString())?.code;

  it('RST-1 PRO-10 is of all its parties, once, before its stage is over, and before it moves on', () => {
    expect(code(negotiating(), 'dora', 23)).toBeUndefined();
    expect(code(negotiating(), null, 23)).toBeUndefined();
    expect(code(negotiating(), 'dora', 24, -1)).toBeUndefined();
    expect(code(negotiating(), 'dora', 24)).toBe('window-closed');
    expect(code(negotiating({ dropped: ['emil'] }), 'dora', 1), 'emil is no party any more').toBe(
      'not-permitted',
    );
    expect(code(woken(asleep(negotiating(), 6), 9), 'dora', 10)).toBe('already-done');
    expect(code(negotiating({ impasse: ['carl', 'dora', 'emil'] }), 'dora', 1)).toBe('already-done');
    const resolution = { remedy: 'remedy-1', reason: '', at: at(1) };
    expect(code(quarrel({ stage: 'guardian-resolution', resolution }), 'dora', 2)).toBe('already-done');
    expect(code(quarrel({ stage: 'ended', outcome: 'settled' }), 'dora', 2)).toBe('wrong-stage');
  });

  it('RST-1 waits at once but where a poll is open', () => {
    expect(waitsAtOnce(negotiating())).toBe(true);
    expect(waitsAtOnce(quarrel({ stage: 'arbitration', step: 'ranking' }))).toBe(false);
    expect(leftAt(negotiating(), at(6))).toBe(18 * hour);
    expect(leftAt(negotiating(), at(25))).toBe(0);
    expect(leftAt(quarrel({ deadline: null }), at(6))).toBeNull();
  });
});

describe('while it waits', () => {
  it('RST-1 nothing falls due, nobody owes anything, and nobody acts', () => {
    const state = asleep(negotiating({ noParty: [word('emil', { due: at(20) })] }), 6);
    expect(state).toMatchObject({
      stage: 'negotiation',
      deadline: null,
      referred: { since: at(6), left: 18 * hour },
    });
    expect(isWaiting(state)).toBe(true);
    expect(next(state)).toBeUndefined();
    expect(conflictOwed(state)).toEqual([]);
    expect(mayAct('terms', state, carl, at(7))).toMatchObject({
      code: 'wrong-stage',
      rule: 'RST-1',
      facts: { waits: true },
    });
    expect(mayAct('terms', state, { ...carl, id: 'fay' }, at(7))?.code, 'who is no party is told that').toBe(
      'not-permitted',
    );
    expect(mayAct('terms', woken(state, 9), carl, at(10))).toBeUndefined();
  });

  it('RST-1 CNF-1 a contest that came before is asked about all the same', () => {
    const contested = word('emil', { contests: [{ by: 'dora', at: at(5) }] });
    expect(next(asleep(negotiating({ noParty: [contested] }), 6))).toEqual({ at: at(5), what: 'contest' });
  });

  it('RST-5 CNF-5 its parties are told that it waits, and that it goes on; not who referred it', () => {
    const state = asleep(negotiating(), 6);
    const told = (kind: ConflictEntry['kind']) =>
      conflictNotices(state, { at: at(6), kind, facts: {}, room: true } as ConflictEntry);
    expect(told('referred')).toEqual([]);
    for (const kind of ['waits', 'woken'] as const)
      expect(told(kind)).toMatchObject([{ to: { members: ['carl', 'dora', 'emil'] } }, {}]);
  });
});

describe('as it goes on', () => {
  it.prop([
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 5_000 }),
    fc.integer({ min: 24, max: 40 }),
  ])(
    'RST-1 CNF-1 it has exactly the time that it had left, and so has each word in it',
    (referred, waited, due) => {
      const open = word('emil', { until: at(24), due: at(due) });
      const ended = word('dora', { ended: { party: true, because: 'guardian', at: at(0) } });
      const state = woken(asleep(negotiating({ noParty: [open, ended] }), referred), referred + waited);
      expect(state.deadline).toBe(at(24 + waited));
      expect(state.path.at(-1)).toMatchObject({
        closes: at(24 + waited),
        waited: { since: at(referred), until: at(referred + waited) },
      });
      expect(state.noParty).toMatchObject([
        { until: at(24 + waited), due: at(due + waited) },
        { due: at(24) },
      ]);
      expect(isWaiting(state)).toBe(false);
      expect(state.stage).toBe('negotiation');
    },
  );

  it('RST-1 CNF-4 has nothing left of a poll, which closed as it was to', () => {
    const path = [{ ...passage('arbitration', 0, 72), step: 'ranking' as const }];
    const polled = quarrel({ stage: 'arbitration', step: 'ranking', deadline: at(72), path });
    const referred = happens(polled, 10, 'referred', {});
    expect(referred, 'it runs on').toMatchObject({ deadline: at(72) });
    expect(isWaiting(referred)).toBe(false);
    const state = woken(happens(referred, 72, 'waits', { left: 0 }), 200);
    expect(state).toMatchObject({ deadline: at(200) });
    expect(state.path.at(-1)).toMatchObject({ closes: at(72), waited: { since: at(72), until: at(200) } });
    const early = woken(referred, 20);
    expect(early, 'declined before it closed').toMatchObject({ deadline: at(72), referred: { since: null } });
  });

  it('RST-4 CNF-2 it is settled by what was kept, or by terms, each by its own rule', () => {
    expect(endingRule('settled', woken(asleep(negotiating(), 6), 9, 'completed'))).toBe('RST-4');
    expect(endingRule('settled', woken(asleep(negotiating(), 6), 9))).toBe('CNF-2');
    expect(endingRule('unresolved', woken(asleep(negotiating(), 6), 9, 'completed'))).toBe('CNF-4');
    expect(endingRule('settled', negotiating())).toBe('CNF-2');
  });
});
