/** The council's polls on an act in force: when one closes at once, and how often each is called (EMG-3, EMG-5, EMG-6). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { EmergencyPoll } from '../../rules/emergency/state.ts';
import {
  anotherOverrideUntil,
  callFault,
  decidedByElectorate,
  isAnswered,
} from '../../rules/emergency/polls.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter, threeQuarters, threshold } from './charter.ts';
import { at, emergency, poll, rules, said } from './emergencies.ts';

describe('a poll that closes at once', () => {
  const figures = (yes: number, no: number, electorate: number) => ({
    for: yes,
    against: no,
    abstain: 0,
    represented: 0,
    electorate,
    answered: yes + no,
    offlineUnanswered: 0,
  });

  it('EMG-5 15 of 20 decide an override, 14 of 20 do not', () => {
    expect(decidedByElectorate(figures(15, 0, 20), rules.override)).toBe(true);
    expect(decidedByElectorate(figures(14, 0, 20), rules.override)).toBe(false);
    expect(decidedByElectorate(figures(14, 6, 20), rules.override)).toBe(false);
  });

  it('EMG-6 67 of 100 decide a ratification only with the quorum', () => {
    expect(decidedByElectorate(figures(67, 0, 100), rules.ratification)).toBe(false);
    expect(decidedByElectorate(figures(67, 8, 100), rules.ratification)).toBe(true);
    expect(decidedByElectorate(figures(66, 34, 100), rules.ratification)).toBe(false);
  });

  it('EMG-5 where it is unanimous, only once everybody is for: whoever is out could still be against', () => {
    const unanimous = { quorum: threeQuarters, threshold: { ...threshold(1, 1), unanimous: true } };
    expect(decidedByElectorate(figures(3, 0, 4), unanimous)).toBe(false);
    expect(decidedByElectorate(figures(4, 0, 4), unanimous)).toBe(true);
  });

  it('EMG-5 where one vote against is borne, only once no more than one is not for', () => {
    const nearly = { quorum: threeQuarters, threshold: { ...threshold(3, 4), most: 1 } };
    expect(decidedByElectorate(figures(8, 0, 10), nearly)).toBe(false);
    expect(decidedByElectorate(figures(9, 0, 10), nearly)).toBe(true);
  });

  it.prop([fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30)])(
    'EMG-5 what has decided cannot be undone by whoever is still out',
    (yes, no, more, out) => {
      const electorate = yes + no + more + out;
      if (!decidedByElectorate(figures(yes, no, electorate), rules.override)) return;
      expect(decidedByElectorate(figures(yes, no + more, electorate), rules.override)).toBe(true);
      expect(decidedByElectorate(figures(yes + more, no, electorate), rules.override)).toBe(true);
    },
  );
});

describe('how often a poll is called', () => {
  const { offline } = charter();
  const judged = (opens: number, closedAt: number, votes: number): EmergencyPoll => ({
    ...poll(opens, closedAt, closedAt),
    tally: tallyOf(
      {
        for: 0,
        against: votes,
        abstain: 0,
        represented: 0,
        electorate: 8,
        answered: votes,
        offlineUnanswered: 0,
      },
      rules.override,
      { offline, deadlock: null },
    ),
  });
  const quorate = judged(1, 20, 6);
  const missed = judged(1, 20, 5);

  it('EMG-6 one that reaches its quorum is the only one; one that ends without is called once more', () => {
    for (const kind of ['override', 'ratification'] as const) {
      const call = (newest: EmergencyPoll, former: readonly EmergencyPoll[] = []) =>
        callFault(
          emergency({ polls: { [kind]: newest }, formerPolls: former.map((one) => ({ kind, ...one })) }),
          kind,
          at(30),
        )?.code;
      expect(call(poll(1, 72))).toBe('already-done');
      expect(call(quorate)).toBe('already-done');
      expect(call(missed)).toBeUndefined();
      expect(call(missed, [missed])).toBe('already-done');
      expect(call(quorate, [missed])).toBe('already-done');
    }
  });

  it('EMG-6 without a limit one more override is called within 72 hours of the justification or its breach', () => {
    const open = emergency({ limit: null, polls: { override: quorate }, justification: said(40) });
    const until = anotherOverrideUntil(open, rules.override.window);
    expect(until).toBe(at(112));
    const answered = { ...open, anotherOverrideUntil: until };
    expect(callFault(answered, 'override', at(112, -1))).toBeUndefined();
    expect(callFault(answered, 'override', at(112))).toMatchObject({ code: 'already-done', rule: 'EMG-5' });
    expect(callFault({ ...answered, polls: { ratification: quorate } }, 'ratification', at(50))?.code).toBe(
      'already-done',
    );
    const again = { ...answered, formerPolls: [{ kind: 'override', ...quorate }] as const };
    expect(callFault(again, 'override', at(50))).toMatchObject({ code: 'already-done' });
    const missedJustification = { ...open, justification: said(80, true), limit: null };
    const breaches = [{ kind: 'justification', at: at(72) }] as const;
    expect(anotherOverrideUntil({ ...missedJustification, breaches }, rules.override.window)).toBe(at(144));
    expect(anotherOverrideUntil({ ...open, limit: at(72) }, rules.override.window)).toBeNull();
    expect(anotherOverrideUntil({ ...open, justification: null }, rules.override.window)).toBeNull();
  });

  it('EMG-6 says which poll was called before, and when the newest opened', () => {
    const polls = { override: judged(3, 20, 6), ratification: judged(5, 20, 6) };
    const refused = (kind: 'override' | 'ratification') => callFault(emergency({ polls }), kind, at(30));
    const refusal = (poll: string, rule: string, opens: number) => ({
      code: 'already-done',
      rule,
      facts: { poll, opens: at(opens) },
    });
    expect(refused('override')).toEqual(refusal('override', 'EMG-5', 3));
    expect(refused('ratification')).toEqual(refusal('ratification', 'EMG-6', 5));
  });

  it('EMG-6 without a limit a missed override is called again, and one more after it; while one is open, none', () => {
    const within = { limit: null, justification: said(40), anotherOverrideUntil: at(112) };
    const call = (newest: EmergencyPoll, former: readonly EmergencyPoll[]) =>
      callFault(
        emergency({
          ...within,
          polls: { override: newest },
          formerPolls: former.map((one) => ({ kind: 'override', ...one })),
        }),
        'override',
        at(50),
      )?.code;
    expect(call(quorate, [missed])).toBeUndefined();
    expect(call(quorate, [missed, quorate])).toBe('already-done');
    expect(call(poll(45, 117), [])).toBe('already-done');
  });

  it('EMG-6 what a ratification came to gives nobody another override', () => {
    const ratification = { kind: 'ratification', ...missed } as const;
    const state = emergency({ polls: { override: quorate }, formerPolls: [ratification] });
    expect(callFault(state, 'override', at(30))?.code).toBe('already-done');
  });

  it('EMG-3 a breach opens none where an earlier override reached its quorum; a ratification that did is no override', () => {
    const polls = { override: missed };
    const after = (kind: 'override' | 'ratification') =>
      isAnswered(emergency({ polls, formerPolls: [{ kind, ...quorate }] }), 'override');
    expect(after('override')).toBe(true);
    expect(after('ratification')).toBe(false);
  });

  it('EMG-3 a breach opens an override unless one is open or reached its quorum', () => {
    const known = (newest: EmergencyPoll) =>
      isAnswered(emergency({ polls: { override: newest } }), 'override');
    expect(known(poll(1, 72))).toBe(true);
    expect(known(quorate)).toBe(true);
    expect(known(missed)).toBe(false);
    expect(isAnswered(emergency(), 'override')).toBe(false);
  });
});
