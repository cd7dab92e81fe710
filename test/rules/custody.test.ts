/** Who may hand a file in custody over, who may take it, and where nobody answered for it (ALM-6). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  clockTolerance,
  gapsOf,
  instantFault,
  longestFile,
  mostBrought,
  mostReadings,
  mostSteps,
  offerFault,
  openGap,
  readingFault,
  standingOf,
  type Step,
  standingAfter,
  takingFault,
} from '../../rules/custody/chain.ts';

const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-02T09:00:00.000Z') + minutes * 60_000).toISOString();
const deposited: Step = { n: 1, at: at(0), by: 'carl', kind: 'deposited' };
const taken = (n: number, by: string, since: string | null = null): Step => ({
  n,
  at: at(n),
  by,
  kind: 'taken',
  gap: since === null ? null : { since, because: 'never-taken' },
});
const offered = (n: number, by: string, to: string): Step => ({ n, at: at(n), by, kind: 'offered', to });
const gone = (...ids: string[]) => new Map(ids.map((id) => [id, at(50)]));
const nobody = gone();
const brought = () => standingOf([deposited]);
const held = () => standingOf([deposited, taken(2, 'carl', at(0))]);
/** A refusal as it is told. */
const refused = (code: string, facts: object) => ({ code, rule: 'ALM-6', facts });

describe('how a chain stands', () => {
  it('ALM-6 begins with its deposit, for which nobody answers until it is taken', () => {
    expect(standingOf([deposited])).toEqual({
      depositor: 'carl',
      holder: null,
      since: at(0),
      offeredTo: null,
      answers: 1,
      held: ['carl'],
      steps: 1,
    });
    expect(() => standingOf([])).toThrow('begins with its deposit');
    expect(() => standingOf([taken(1, 'carl')])).toThrow('begins with its deposit');
  });

  it('ALM-6 goes from hand to hand; an offer stands until it is taken, taken back or made to another', () => {
    const steps = [deposited, taken(2, 'carl', at(0)), offered(3, 'carl', 'dora')];
    expect(standingOf(steps)).toMatchObject({ holder: 'carl', offeredTo: 'dora', answers: 3 });
    expect(standingOf([...steps, offered(4, 'carl', 'emil')])).toMatchObject({
      offeredTo: 'emil',
      answers: 4,
    });
    expect(standingOf([...steps, { n: 4, at: at(4), by: 'carl', kind: 'withdrawn' }])).toMatchObject({
      holder: 'carl',
      since: at(2),
      offeredTo: null,
      answers: 4,
    });
    expect(standingOf([...steps, taken(4, 'dora')])).toMatchObject({
      holder: 'dora',
      since: at(4),
      offeredTo: null,
      held: ['carl', 'dora'],
      steps: 4,
    });
  });

  it('ALM-6 neither a reading nor a second deposit changes anything of it', () => {
    const steps = [deposited, taken(2, 'carl', at(0))];
    const read: Step = { n: 3, at: at(3), by: 'emil', kind: 'read' };
    expect(standingOf([...steps, read])).toEqual(standingOf(steps));
    for (const step of [read, { ...deposited, n: 3 }]) expect(standingAfter(held(), step)).toEqual(held());
  });
});

describe('gaps', () => {
  it('ALM-6 show from when until when nobody answered: before the first taking, and since a holder departed', () => {
    const steps = [deposited, taken(2, 'carl', at(0))];
    expect(gapsOf([deposited], nobody)).toEqual([{ since: at(0), because: 'never-taken', until: null }]);
    expect(gapsOf(steps, nobody)).toEqual([{ since: at(0), because: 'never-taken', until: at(2) }]);
    expect(gapsOf(steps, gone('carl'))).toEqual([
      { since: at(0), because: 'never-taken', until: at(2) },
      { since: at(50), because: 'departed', until: null },
    ]);
    expect(openGap(standingOf(steps), gone('dora'))).toBeNull();
    expect(gapsOf([...steps, offered(3, 'carl', 'dora'), taken(4, 'dora')], nobody)).toHaveLength(1);
  });
});

describe('who hands it over', () => {
  const fault = (by: string, to: string, more: object = {}) => offerFault({ ...held(), ...more }, { by, to });

  it('ALM-6 is who holds it, to another, once', () => {
    const holders = refused('not-permitted', { allowed: 'who holds it' });
    expect(fault('carl', 'dora')).toBeUndefined();
    expect(fault('dora', 'emil')).toEqual(holders);
    expect(offerFault(brought(), { by: 'carl', to: 'dora' })).toEqual(holders);
    expect(fault('carl', 'carl')).toEqual(refused('to-oneself', { member: 'carl' }));
    expect(fault('carl', 'dora', { offeredTo: 'dora' })).toEqual(
      refused('already-done', { act: 'transfers', to: 'dora' }),
    );
    expect(fault('carl', 'carl', { offeredTo: 'dora' })).toBeUndefined();
  });

  it('ALM-6 ends a thousand steps on, and leaves room for who takes it last', () => {
    const full = refused('limit-reached', { most: 1_000 });
    expect(fault('carl', 'dora', { steps: mostSteps - 2 })).toBeUndefined();
    expect(fault('carl', 'dora', { steps: mostSteps - 1 })).toEqual(full);
    const last = { ...held(), steps: mostSteps - 1, offeredTo: 'dora' };
    expect(takingFault(last, 'dora', nobody)).toBeUndefined();
    expect(takingFault({ ...last, steps: mostSteps }, 'dora', nobody)).toEqual(full);
  });
});

describe('what is brought', () => {
  it('ALM-6 is a file of 8 MiB, and of one member 256 MiB in all', () => {
    expect([longestFile, mostBrought]).toEqual([8_388_608, 268_435_456]);
  });
});

describe('who takes it', () => {
  const allowing = (allowed: string) => refused('not-permitted', { allowed });

  it('ALM-6 is who brought it, whom it is offered to, or anybody who may read it where nobody is left', () => {
    const toDora = { ...held(), offeredTo: 'dora' };
    expect(takingFault(brought(), 'carl', nobody)).toBeUndefined();
    expect(takingFault(brought(), 'dora', nobody)).toEqual(allowing('who brought it'));
    expect(takingFault(brought(), 'dora', gone('carl'))).toBeUndefined();
    expect(takingFault(held(), 'carl', nobody)).toEqual(
      refused('already-done', { act: 'taking', since: at(2) }),
    );
    expect(takingFault(held(), 'dora', nobody)).toEqual(allowing('nobody but who holds it'));
    expect(takingFault(toDora, 'dora', nobody)).toBeUndefined();
    expect(takingFault(toDora, 'emil', nobody)).toEqual(allowing('who it is offered to'));
    expect(takingFault(toDora, 'emil', gone('carl'))).toEqual(allowing('who it is offered to'));
    expect(takingFault(toDora, 'emil', gone('carl', 'dora'))).toBeUndefined();
    expect(takingFault(held(), 'emil', gone('carl'))).toBeUndefined();
    expect(takingFault(toDora, 'emil', gone('dora'))).toEqual(allowing('nobody but who holds it'));
  });

  it('ALM-6 signs an instant that is not before what they answer and not ahead of the clock', () => {
    const instant = (from: string, milliseconds: number) =>
      new Date(Date.parse(from) + milliseconds).toISOString();
    const of = (when: string) => instantFault(when, { answered: at(10), now: at(60) });
    const tooEarly = instant(at(10), -clockTolerance - 1);
    const tooLate = instant(at(60), clockTolerance + 1);
    expect(of(instant(at(10), -clockTolerance))).toBeUndefined();
    expect(of(tooEarly)).toEqual(refused('past-instant', { path: '/at', instant: tooEarly, at: at(60) }));
    expect(of(instant(at(60), clockTolerance))).toBeUndefined();
    expect(of(tooLate)).toEqual(
      refused('too-far-ahead', { path: '/at', instant: tooLate, latest: instant(at(60), 300_000) }),
    );
  });
});

describe('who reads it', () => {
  it('ALM-6 reads ten times within 24 hours, half-open', () => {
    const readings = Array.from({ length: mostReadings }, (_, n) => at(n));
    const end = at(24 * 60);
    expect(readingFault(readings, at(10))).toEqual(
      refused('limit-reached', { most: 10, since: at(10 - 24 * 60) }),
    );
    expect(readingFault(readings.slice(1), at(10))).toBeUndefined();
    expect(readingFault(readings, new Date(Date.parse(end) - 1).toISOString())).toBeDefined();
    expect(readingFault(readings, end)).toBeUndefined();
  });
});

type Try = { readonly what: 'offer' | 'take'; readonly by: string; readonly to: string };
const member = fc.constantFrom('carl', 'dora', 'emil');
const tries = fc.array(fc.record<Try>({ what: fc.constantFrom('offer', 'take'), by: member, to: member }), {
  maxLength: 40,
});

describe('any tries of any members', () => {
  it.prop([tries])(
    'ALM-6 the holder is always the last who signed, and whoever signs was offered it',
    (all) => {
      const steps: Step[] = [deposited];
      for (const { what, by, to } of all) {
        const standing = standingOf(steps);
        const n = steps.length + 1;
        if (what === 'offer') {
          if (offerFault(standing, { by, to }) !== undefined) continue;
          expect(standing.holder).toBe(by);
          steps.push(to === by ? { n, at: at(n), by, kind: 'withdrawn' } : offered(n, by, to));
        } else {
          if (takingFault(standing, by, nobody) !== undefined) continue;
          expect([standing.offeredTo, standing.holder === null ? standing.depositor : null]).toContain(by);
          steps.push(taken(n, by, standing.holder === null ? standing.since : null));
        }
      }
      const takings = steps.filter(({ kind }) => kind === 'taken');
      const standing = standingOf(steps);
      expect(standing.holder).toBe(takings.at(-1)?.by ?? null);
      expect(standing.held).toEqual([...new Set(['carl', ...takings.map(({ by }) => by)])]);
      expect(gapsOf(steps, nobody).filter(({ until }) => until === null)).toHaveLength(
        takings.length === 0 ? 1 : 0,
      );
      expect(standing.answers).toBe(steps.length);
    },
  );
});
