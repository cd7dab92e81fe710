/** What follows from what happened: the state of a process after an entry of its timeline (CNF-2, CNF-5, EMG-5). */
import { describe, expect, it } from 'vitest';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { evolve as evolveConflict } from '../../rules/conflict/evolve.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import { evolve as evolveEmergency } from '../../rules/emergency/evolve.ts';
import { notOpened, opened, pollsOpened } from '../../rules/emergency/polls.ts';
import { entry, hasForms, number, oneOf, optional, orNull, text, texts } from '../../rules/entries.ts';
import { conflictState, emergencyState } from '../support/states.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter } from './charter.ts';
import { poll, rules } from './emergencies.ts';

const nine = '2026-03-02T09:00:00.000Z';
const ten = '2026-03-02T10:00:00.000Z';
const noon = '2026-03-02T12:00:00.000Z';

describe('a conflict after', () => {
  const begun = conflictState({
    path: [],
    terms: [],
    dropped: [],
    impasse: [],
    messages: [],
    deadline: null,
  });
  const given = (...entries: readonly ConflictEntry[]): ConflictState =>
    entries.reduce(evolveConflict, begun);
  const negotiation: ConflictEntry = {
    at: nine,
    kind: 'opened',
    facts: { opens: nine, closes: noon, by: 'carl', parties: [['carl'], ['emil']], what: 'A', remedy: 'B' },
  };
  const arbitration = (opens: string): ConflictEntry => ({
    at: opens,
    kind: 'arbitration-opened',
    facts: {
      opens,
      closes: '2026-03-05T09:00:00.000Z',
      step: 'ranking',
      parties: [],
      what: 'A',
      remedy: 'B',
      electorate: { size: 3, quorum: 2, council: 5 },
      path: [],
    },
  });
  const terms = (n: number, by: string): ConflictEntry => ({
    at: ten,
    kind: 'terms-put',
    facts: { n, by, text: 'We share it.', replaces: null },
  });

  it('CNF-2 terms has them, accepted by who put them, in the place of the same member’s', () => {
    const { terms: put } = given(negotiation, terms(1, 'carl'), terms(2, 'carl'));
    expect(put).toEqual([
      { n: 1, by: 'carl', at: ten, acceptedBy: ['carl'], replacedBy: 2 },
      { n: 2, by: 'carl', at: ten, acceptedBy: ['carl'], replacedBy: null },
    ]);
  });

  it('CNF-3 an impasse of all goes on early: the negotiation has ended as the next stage opens', () => {
    const impasse: ConflictEntry = { at: ten, kind: 'impasse', facts: { stage: 'negotiation', by: 'carl' } };
    expect(given(negotiation, impasse)).toMatchObject({ stage: 'negotiation', impasse: ['carl'] });
    expect(given(negotiation, impasse, arbitration(ten))).toMatchObject({
      stage: 'arbitration',
      step: 'ranking',
      deadline: '2026-03-05T09:00:00.000Z',
      impasse: [],
      path: [
        { stage: 'negotiation', closes: noon, ended: ten },
        { stage: 'arbitration', ended: null },
      ],
    });
  });

  it('CNF-5 an outage ended its stage at its close, however late the next one opens', () => {
    expect(given(negotiation, arbitration('2026-03-02T15:00:00.000Z')).path[0]).toMatchObject({
      ended: noon,
    });
  });
});

describe('the polls of an emergency', () => {
  const missed = poll(1, 2, 2);
  const opening = { ...poll(3, 50), electorate: null };
  const before = emergencyState({ polls: { override: missed, ratification: poll(1, 60) } });
  const { calledBy: by, reason, opens, closes } = opening;

  it('EMG-6 a second override takes the place of the first, which is kept once', () => {
    const claimed = opened(before, 'override', opening);
    const electorate = { size: 4, quorum: 3 };
    const told = evolveEmergency(claimed, {
      at: opens,
      kind: 'override-opened',
      facts: { by, reason, opens, closes, electorate },
    });
    expect([pollsOpened(claimed, 'override'), pollsOpened(told, 'override')]).toEqual([2, 2]);
    expect(told.formerPolls).toEqual([{ kind: 'override', ...missed }]);
    expect(told.polls.override).toEqual({ ...opening, electorate });
  });

  it('EMG-5 an override that is refused as it opens leaves a ratification closed that closed meanwhile', () => {
    const claimed = opened(before, 'override', opening);
    const figures = { for: 4, against: 0, abstain: 0, represented: 0, electorate: 5 };
    const tally = tallyOf({ ...figures, answered: 4, offlineUnanswered: 0 }, rules.ratification, {
      offline: charter().offline,
      deadlock: null,
    });
    const closed = evolveEmergency(claimed, {
      at: opens,
      kind: 'ratification-closed',
      facts: { closedAt: opens, tally },
    });
    const { polls, formerPolls } = notOpened(closed, 'override');
    expect([polls.override, formerPolls]).toEqual([missed, []]);
    expect(polls.ratification).toEqual({ ...poll(1, 60), closedAt: opens, tally });
  });
});

describe('facts that somebody else tells', () => {
  const shape = entry('An example.', {
    by: text,
    n: number,
    members: texts,
    how: oneOf(['met', 'refused'] as const),
    guardian: orNull(text),
    reason: optional(text),
  });
  const told = { by: 'carl', n: 1, members: ['dora'], how: 'met', guardian: null };

  it('REC-1 have the forms of their table, or are not those of an entry', () => {
    expect(hasForms(shape, told)).toBe(true);
    expect(hasForms(shape, { ...told, reason: 'So it is.' })).toBe(true);
    for (const other of [
      { by: 1 },
      { by: null },
      { by: undefined },
      { n: '1' },
      { members: [1] },
      { how: 'lapsed' },
      { reason: null },
    ])
      expect(hasForms(shape, { ...told, ...other }), JSON.stringify(other)).toBe(false);
  });
});
