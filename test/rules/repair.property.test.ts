/** Whatever is done in a repair plan in whatever order: amounts are kept, nobody answers for another, and it ends (MND-1 to MND-4). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { RepairEntry } from '../../rules/repair/entries.ts';
import { evolve } from '../../rules/repair/evolve.ts';
import { claimToAnswer, claimToVerify, isSettled, take } from '../../rules/repair/instalments.ts';
import { actsAllowed, mayAct, type RepairAct } from '../../rules/repair/permissions.ts';
import { saidFault } from '../../rules/repair/said.ts';
import { endingOf, next } from '../../rules/repair/step.ts';
import { agreed, at, hour, money, repairs } from './repairs.ts';
import { after } from '../../rules/window.ts';

/** Whoever does whatever comes next, or time does. */
const step = fc.record({
  who: fc.constantFrom('carl', 'dora', 'gus'),
  act: fc.constantFrom<RepairAct>('done', 'done', 'confirmation', 'verification', 'release'),
  amount: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
  yes: fc.boolean(),
  waits: fc.integer({ min: 0, max: 100 }),
});

describe('a plan, whatever is done in it', () => {
  it.prop([
    fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
    fc.array(step, { maxLength: 40 }),
  ])(
    'MND-1 MND-2 MND-3 MND-4 keeps every amount, goes forward in time, lets nobody answer for another, and ends',
    (amounts, steps) => {
      let state = agreed([money(amounts)]);
      const all = amounts.reduce((sum, one) => sum + one, 0);
      let now = at(1);
      const happens = (when: string, kind: RepairEntry['kind'], facts: object): void => {
        expect(when >= now).toBe(true);
        now = when;
        state = evolve(state, { at: when, kind, facts } as RepairEntry);
        const { instalments } = state.obligations[0]!;
        expect(instalments.reduce((sum, { amount }) => sum + amount!, 0)).toBe(all);
        expect(new Set(instalments.map(({ n }) => n)).size).toBe(instalments.length);
      };
      /** What time does until an instant; answers whether it has ended. */
      const passes = (until: string): boolean => {
        for (;;) {
          if (endingOf(state) !== undefined) return true;
          const due = next(state);
          if (due === undefined || due.at > until) break;
          if (!('obligation' in due)) return true;
          const { at: when, what, ...facts } = due;
          happens(
            when,
            what,
            what === 'verification-asked' ? { ...facts, until: after(when, repairs.verify) } : facts,
          );
        }
        return false;
      };
      for (const { who, act, amount, yes, waits } of steps) {
        const when = after(now, waits * hour);
        if (passes(when)) break;
        const said = { n: 1, amount: act === 'done' || act === 'release' ? amount : undefined };
        const isRefused =
          mayAct(act, state, { id: who, status: 'active' }, when) !== undefined ||
          saidFault(act, state, { id: who, at: when }, said) !== undefined;
        const whose = { done: 'carl', confirmation: 'dora', verification: 'gus', release: 'dora' } as const;
        if (who !== whose[act as keyof typeof whose]) expect(isRefused).toBe(true);
        if (isRefused) continue;
        expect(actsAllowed(state, { id: who, status: 'active' }, when)).toContain(act);
        const [owed] = state.obligations;
        const common = { obligation: 1, by: who };
        if (act === 'done')
          happens(when, 'done', {
            ...common,
            claim: owed!.claims.length + 1,
            instalments: take(owed!, amount ?? null).taken,
            amount: amount ?? null,
            evidence: '',
            until: after(when, repairs.confirm),
          });
        else if (act === 'release') happens(when, 'released', { ...common, amount: amount ?? null });
        else if (act === 'confirmation')
          happens(when, 'receiver-answered', {
            ...common,
            claim: claimToAnswer(owed!, null)!.n,
            confirm: yes,
            reason: null,
            until: yes ? null : after(when, repairs.verify),
          });
        else
          happens(when, 'verified', {
            ...common,
            claim: claimToVerify(owed!, null)!.n,
            done: yes,
            reason: '',
          });
      }
      expect(passes('2036-01-01T00:00:00.000Z'), 'in silence it ends').toBe(true);
      const { instalments } = state.obligations[0]!;
      if (endingOf(state) === 'fulfilled') expect(instalments.every(isSettled)).toBe(true);
    },
  );
});
