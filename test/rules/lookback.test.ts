/** Looking back: who is asked, in which window, which of their answers counts, and when it is asked (PRO-14). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { evolve } from '../../rules/lookback/evolve.ts';
import { lookbackNotices, lookbackOwed, owingLookback } from '../../rules/lookback/notices.ts';
import { actsAllowed, mayAct } from '../../rules/lookback/permissions.ts';
import {
  type LookbackAnswer,
  lookbackAnswers,
  answersCounted,
  begunLookback,
  type LookbackState,
  opensAt,
} from '../../rules/lookback/state.ts';
import { allAnswered, next } from '../../rules/lookback/step.ts';

const opens = '2026-03-01T09:00:00.000Z';
const window = 100_000;
const after = (milliseconds: number): string => new Date(Date.parse(opens) + milliseconds).toISOString();
const closes = after(window);
const asked = ['ann', 'bo', 'ct'] as const;

const waiting = () =>
  evolve(
    begunLookback({
      id: 'look-back',
      of: { id: 'decision', title: 'Sundays', executedAt: '2026-02-22T09:00:00.000Z', days: 7 },
      charter: { version: 1, hash: '', pace: 1 },
      window,
      createdAt: '2026-02-22T09:00:00.000Z',
      continuationOf: null,
    }),
    { kind: 'planned', at: opens, facts: { of: { id: '', title: '', executedAt: opens, days: 7 }, opens } },
  );
const open = () => evolve(waiting(), { kind: 'looking-back-opened', at: opens, facts: { asked, closes } });

interface Try {
  readonly by: string;
  readonly answer: LookbackAnswer;
  /** Milliseconds after the opening. */
  readonly at: number;
}

const may = (state: LookbackState, { by, at }: Pick<Try, 'by' | 'at'>) =>
  mayAct('answer', state, { id: by, status: 'active' }, after(at));

/** As the workflow has it: what is taken happens, anything else changes nothing. */
const given = (tries: readonly Try[]): LookbackState =>
  tries.reduce<LookbackState>(
    (state, one) =>
      may(state, one) === undefined
        ? evolve(state, {
            kind: 'answered',
            at: after(one.at),
            facts: { by: one.by, answer: one.answer, text: 'So it was.' },
          })
        : state,
    open(),
  );

const tries = fc.array(
  fc.record({
    by: fc.constantFrom(...asked, 'dee', 'constructor'),
    answer: fc.constantFrom(...lookbackAnswers),
    at: fc.oneof(
      fc.integer({ min: 0, max: window + 10 }),
      fc.constantFrom(0, window - 1, window, window + 1),
    ),
  }),
  { maxLength: 12 },
);

describe('an answer', () => {
  it('PRO-14 PRO-10 is taken from the opening on, and at the close is late', () => {
    expect(may(waiting(), { by: 'ann', at: -1 })).toMatchObject({ code: 'wrong-stage', rule: 'PRO-14' });
    expect(may(open(), { by: 'ann', at: 0 })).toBeUndefined();
    expect(may(open(), { by: 'ann', at: window - 1 })).toBeUndefined();
    expect(may(open(), { by: 'ann', at: window })).toMatchObject({
      code: 'window-closed',
      facts: { deadline: closes, lateByMs: 0 },
    });
    expect(actsAllowed(open(), { id: 'ann', status: 'active' }, after(window - 1))).toEqual(['answer']);
    expect(actsAllowed(open(), { id: 'ann', status: 'active' }, closes)).toEqual([]);
  });

  it('PRO-14 MEM-2 is only of who is asked, and of nobody who has departed', () => {
    expect(may(open(), { by: 'dee', at: 1 })).toEqual({
      code: 'not-permitted',
      rule: 'PRO-14',
      facts: { allowed: 'asked' },
    });
    expect(mayAct('answer', open(), { id: 'ann', status: 'departed' }, after(1))).toMatchObject({
      code: 'not-permitted',
      rule: 'MEM-2',
    });
  });

  it.prop([tries])('PRO-14 counts where it is the last of who was asked, within the window', (all) => {
    const taken = all.filter(
      ({ by, at }) => (asked as readonly string[]).includes(by) && at >= 0 && at < window,
    );
    const last = Object.fromEntries(taken.map(({ by, answer }) => [by, answer]));
    const state = given(all);
    expect(state.answers).toEqual(last);
    const counted = answersCounted(state.answers);
    for (const answer of lookbackAnswers)
      expect(counted[answer]).toBe(Object.values(last).filter((one) => one === answer).length);
    expect(allAnswered(state)).toBe(asked.every((member) => taken.some(({ by }) => by === member)));
  });

  it.prop([tries])('PRO-14 counts the same in whatever order members answer one another', (all) => {
    const oneByOne = asked.flatMap((member) => all.filter(({ by }) => by === member));
    expect(answersCounted(given(oneByOne).answers)).toEqual(answersCounted(given(all).answers));
  });

  it.prop([tries])('PRO-14 changes neither who is asked nor until when', (all) => {
    const { answers: _answers, ...rest } = given(all);
    const { answers: _none, ...before } = open();
    expect(rest).toEqual(before);
  });
});

describe('what is due', () => {
  it('PRO-14 is the opening, then the close, then nothing', () => {
    expect(next(waiting())).toEqual({ at: opens, what: 'opening' });
    expect(next(open())).toEqual({ at: closes, what: 'close' });
    const facts = { outcome: 'looked-back', rule: 'PRO-14', keep: 0, change: 0, end: 0 } as const;
    expect(next(evolve(open(), { kind: 'ended', at: closes, facts }))).toBeUndefined();
  });

  it('PRO-14 where nobody is asked any more, nobody is waited for', () => {
    expect(allAnswered(waiting())).toBe(false);
    expect(allAnswered({ ...open(), asked: [] })).toBe(true);
  });

  it.prop([fc.integer({ min: 7, max: 365 }), fc.integer({ min: 1, max: 604_800 }), fc.nat(400)])(
    'PRO-14 PRO-9 it opens so many days after the execution, at the pace; of one that goes on, not before that',
    (days, pace, later) => {
      const executedAt = opens;
      const createdAt = after(later * 86_400_000);
      const charter = { version: 1, hash: '', pace };
      const at = Date.parse(opensAt({ of: { id: '', title: '', executedAt, days }, charter, createdAt }));
      const waited = at - Date.parse(executedAt);
      const whole = days * 86_400_000;
      if (at > Date.parse(createdAt)) expect((waited - 1) * pace).toBeLessThan(whole);
      else expect(at).toBe(Date.parse(createdAt));
      expect(waited * pace).toBeGreaterThanOrEqual(whole);
    },
  );
});

describe('who is told of a look back', () => {
  const answer = { by: 'ann', answer: 'keep', text: 'So it was.' } as const;
  const answered = () => evolve(open(), { kind: 'answered', at: after(1), facts: answer });
  const ended = { outcome: 'looked-back', rule: 'PRO-14', keep: 1, change: 0, end: 0 } as const;

  it('PRO-14 CNF-5 are those who are asked: they owe an answer until the close, and hear what came of it', () => {
    const facts = { asked, closes };
    expect(lookbackNotices(open(), { kind: 'looking-back-opened', at: opens, facts })).toEqual([
      { to: { members: [...asked] }, owes: 'answer', due: closes, but: null },
    ]);
    expect(lookbackNotices(open(), { kind: 'ended', at: closes, facts: ended })).toEqual([
      { to: { members: [...asked] }, owes: null, due: null, but: null },
    ]);
    expect(lookbackNotices(waiting(), { kind: 'ended', at: opens, facts: ended })).toEqual([]);
  });

  it('PRO-14 is nobody of one that waits, of an answer, and of one that goes on from another', () => {
    const { of } = waiting();
    expect(lookbackNotices(waiting(), { kind: 'planned', at: opens, facts: { of, opens } })).toEqual([]);
    expect(lookbackNotices(answered(), { kind: 'answered', at: opens, facts: answer })).toEqual([]);
    expect(lookbackNotices(waiting(), { kind: 'continuation-of', at: opens, facts: { id: 'one' } })).toEqual(
      [],
    );
  });

  it('PRO-14 CNF-5 owe their answer in its window, until they have given it', () => {
    expect(lookbackOwed(open(), opens)).toEqual([{ act: 'answer', opens, due: closes }]);
    expect(owingLookback(open(), 'answer')).toEqual([{ members: [...asked] }]);
    expect(owingLookback(answered(), 'answer')).toEqual([{ members: ['bo', 'ct'] }]);
    expect(owingLookback(open(), 'ballot')).toEqual([]);
    const over = evolve(open(), { kind: 'ended', at: closes, facts: ended });
    for (const state of [waiting(), over, { ...over, deadline: closes }, { ...open(), deadline: null }])
      expect(lookbackOwed(state, opens)).toEqual([]);
    for (const state of [waiting(), over, { ...open(), asked: null }])
      expect(owingLookback(state, 'answer')).toEqual([]);
  });
});
