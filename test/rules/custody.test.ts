/** Who may hand a file in custody over, who may take it, and where nobody answered for it (ALM-6). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  clockTolerance,
  gapsOf,
  instantFault,
  mostReadings,
  mostSteps,
  offerFault,
  openGap,
  readingFault,
  standingOf,
  type Step,
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

  it('ALM-6 a reading changes nothing of it', () => {
    const steps = [deposited, taken(2, 'carl', at(0))];
    const read: Step = { n: 3, at: at(3), by: 'emil', kind: 'read' };
    expect(standingOf([...steps, read])).toEqual(standingOf(steps));
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
  });
});

describe('who hands it over', () => {
  const held = standingOf([deposited, taken(2, 'carl', at(0))]);

  it('ALM-6 is who holds it, to another, once', () => {
    expect(offerFault(held, { by: 'carl', to: 'dora' })).toBeUndefined();
    expect(offerFault(held, { by: 'dora', to: 'emil' })).toMatchObject({ code: 'not-permitted' });
    expect(offerFault(standingOf([deposited]), { by: 'carl', to: 'dora' })).toMatchObject({
      code: 'not-permitted',
    });
    expect(offerFault(held, { by: 'carl', to: 'carl' })).toMatchObject({ code: 'to-oneself' });
    expect(offerFault({ ...held, offeredTo: 'dora' }, { by: 'carl', to: 'dora' })).toMatchObject({
      code: 'already-done',
    });
    expect(offerFault({ ...held, offeredTo: 'dora' }, { by: 'carl', to: 'carl' })).toBeUndefined();
  });

  it('ALM-6 ends a thousand steps on, and leaves room for who takes it last', () => {
    const by = { by: 'carl', to: 'dora' };
    expect(offerFault({ ...held, steps: mostSteps - 2 }, by)).toBeUndefined();
    expect(offerFault({ ...held, steps: mostSteps - 1 }, by)).toMatchObject({ code: 'limit-reached' });
    const last = { ...held, steps: mostSteps - 1, offeredTo: 'dora' };
    expect(takingFault(last, 'dora', nobody)).toBeUndefined();
    expect(takingFault({ ...last, steps: mostSteps }, 'dora', nobody)).toMatchObject({
      code: 'limit-reached',
    });
  });
});

describe('who takes it', () => {
  const brought = standingOf([deposited]);
  const held = standingOf([deposited, taken(2, 'carl', at(0))]);
  const toDora = { ...held, offeredTo: 'dora' };
  const refused = (allowed: string) => ({ code: 'not-permitted', facts: { allowed } });

  it('ALM-6 is who brought it, whom it is offered to, or anybody who may read it where nobody is left', () => {
    expect(takingFault(brought, 'carl', nobody)).toBeUndefined();
    expect(takingFault(brought, 'dora', nobody)).toMatchObject(refused('who brought it'));
    expect(takingFault(brought, 'dora', gone('carl'))).toBeUndefined();
    expect(takingFault(held, 'carl', nobody)).toMatchObject({ code: 'already-done' });
    expect(takingFault(held, 'dora', nobody)).toMatchObject(refused('nobody but who holds it'));
    expect(takingFault(toDora, 'dora', nobody)).toBeUndefined();
    expect(takingFault(toDora, 'emil', nobody)).toMatchObject(refused('who it is offered to'));
    expect(takingFault(toDora, 'emil', gone('carl'))).toMatchObject(refused('who it is offered to'));
    expect(takingFault(toDora, 'emil', gone('carl', 'dora'))).toBeUndefined();
    expect(takingFault(held, 'emil', gone('carl'))).toBeUndefined();
    expect(takingFault(toDora, 'emil', gone('dora'))).toMatchObject(refused('nobody but who holds it'));
  });

  it('ALM-6 signs an instant that is not before what they answer and not ahead of the clock', () => {
    const instant = (from: string, milliseconds: number) =>
      new Date(Date.parse(from) + milliseconds).toISOString();
    const bounds = { answered: at(10), now: at(60) };
    const of = (when: string) => instantFault(when, bounds)?.code;
    expect(of(instant(at(10), -clockTolerance))).toBeUndefined();
    expect(of(instant(at(10), -clockTolerance - 1))).toBe('past-instant');
    expect(of(instant(at(60), clockTolerance))).toBeUndefined();
    expect(of(instant(at(60), clockTolerance + 1))).toBe('too-far-ahead');
  });
});

describe('who reads it', () => {
  it('ALM-6 reads ten times within 24 hours, half-open', () => {
    const readings = Array.from({ length: mostReadings }, (_, n) => at(n));
    const end = at(24 * 60);
    expect(readingFault(readings, at(10))).toMatchObject({ code: 'limit-reached', facts: { most: 10 } });
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
