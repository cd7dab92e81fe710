/** The course of a conflict: how it stands after what happened (CNF-1 to CNF-5, APP-1). */
import { describe, expect, it } from 'vitest';
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { evolve } from '../../rules/conflict/evolve.ts';
import { begunConflict, type ConflictState } from '../../rules/conflict/state.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { charter, threeQuarters, twoThirds } from './charter.ts';
import { at, negotiating, passage, quarrel, word } from './conflicts.ts';

/** After what happened, each at its hour. */
const after = (
  state: ConflictState,
  ...happened: readonly (readonly [hours: number, kind: ConflictEntry['kind'], facts: object])[]
): ConflictState =>
  happened.reduce(
    (held, [hours, kind, facts]) => evolve(held, { at: at(hours), kind, facts } as ConflictEntry),
    state,
  );

describe('a conflict that has just been opened', () => {
  const given = {
    id: 'c',
    parties: [['carl'], ['dora']] as const,
    what: 'The noise.',
    remedy: 'Quiet.',
    charter: { version: 3, hash: 'a', pace: 1 },
    mostTerms: 10,
    createdAt: at(0),
    remandOf: null,
  };
  const empty = {
    step: null,
    dropped: [],
    noParty: [],
    terms: [],
    messages: [],
    heldSince: null,
    impasse: [],
    mediators: null,
    electorate: null,
    chosen: null,
    tally: null,
    guardian: null,
    resolution: null,
    appeal: null,
    decided: null,
    path: [],
    deadline: null,
    outcome: null,
    endedAt: null,
    remandedTo: null,
    referred: null,
    continuationOf: null,
    continuedBy: null,
  };

  it('CNF-1 APP-2 is negotiated; what was remanded comes before the council', () => {
    const told = { ...given, charter: { ...given.charter, more: 1 } };
    expect(begunConflict(told)).toEqual({ ...given, ...empty, stage: 'negotiation' });
    const remanded = { ...given, remandOf: 'c0' };
    expect(begunConflict(remanded)).toEqual({ ...remanded, ...empty, stage: 'arbitration' });
    expect(begunConflict({ ...given, continuationOf: 'c0' }).continuationOf).toBe('c0');
  });

  it('CNF-1 has its sides and its window', () => {
    const facts = { opens: at(0), closes: at(24), by: 'ada', parties: [['ada'], ['bo', 'cy']] };
    const opened = after(quarrel({ deadline: null }), [0, 'opened', { ...facts, what: 'A', remedy: 'B' }]);
    expect(opened).toEqual(negotiating({ parties: [['ada'], ['bo', 'cy']], what: 'A', remedy: 'B' }));
    // Sides that somebody else left out are empty ones.
    expect(after(quarrel(), [0, 'opened', { ...facts, parties: [] }]).parties).toEqual([[], []]);
  });
});

describe('in the room', () => {
  it('CNF-1 messages are counted for each who writes', () => {
    const wrote = (by: string) => [1, 'message', { by, text: 'Well.' }] as const;
    expect(after(quarrel(), wrote('carl'), wrote('dora'), wrote('carl')).messages).toEqual([
      { by: 'dora', count: 1 },
      { by: 'carl', count: 2 },
    ]);
  });

  it('CNF-2 CNF-3 terms, their acceptance and an impasse stand', () => {
    const put = after(
      quarrel(),
      [1, 'terms-put', { n: 1, by: 'carl', text: 'A.', replaces: null }],
      [2, 'terms-accepted', { n: 1, by: 'dora' }],
      [3, 'impasse', { stage: 'negotiation', by: 'emil' }],
    );
    const terms = [{ n: 1, by: 'carl', at: at(1), acceptedBy: ['carl', 'dora'], replacedBy: null }];
    expect(put).toEqual(quarrel({ terms, impasse: ['emil'] }));
    // Accepted again it changes nothing.
    expect(after(put, [4, 'terms-accepted', { n: 1, by: 'dora' }]).terms).toEqual(terms);
  });

  it('CNF-1 GUA-1 a word is given, contested, asked about and decided', () => {
    const said = after(quarrel(), [1, 'no-party', { by: 'dora', reason: 'Not me.', until: at(24) }]);
    expect(said).toEqual(quarrel({ noParty: [word('dora')] }));
    const contested = after(said, [2, 'no-party-contested', { member: 'dora', by: 'carl', reason: 'Her.' }]);
    const contests = [{ by: 'carl', at: at(2) }];
    expect(contested.noParty).toEqual([word('dora', { contests })]);
    const asked = after(contested, [3, 'no-party-asked', { member: 'dora', guardian: 'anna', due: at(30) }]);
    const open = { contests, guardian: 'anna', asked: at(3), due: at(30) };
    expect(asked.noParty).toEqual([word('dora', open)]);
    const told = { member: 'dora', party: true, because: 'guardian' };
    const ended = { party: true, because: 'guardian', at: at(4) } as const;
    expect(after(asked, [4, 'no-party-ended', told]).noParty).toEqual([word('dora', { ...open, ended })]);
  });

  it('CNF-1 talks that are held go on to a later close, since when they first were', () => {
    const passed = { ...passage('negotiation', 0, 10, 10) };
    const state = negotiating({ path: [passed, passage('mediation', 10, 24)], stage: 'mediation' });
    const held = after(state, [24, 'talks-held', { closes: at(30) }], [30, 'talks-held', { closes: at(40) }]);
    expect(held).toEqual({
      ...state,
      path: [passed, passage('mediation', 10, 40)],
      deadline: at(40),
      heldSince: at(24),
    });
  });

  it('CNF-1 a party is dropped', () => {
    expect(after(quarrel(), [1, 'party-dropped', { member: 'emil', side: 2 }])).toEqual(
      quarrel({ dropped: ['emil'] }),
    );
  });

  it('CNF-3 mediation opens with what each side’s families gave, and what belonged to the stage before is over', () => {
    const state = negotiating({ impasse: ['carl'], heldSince: at(20) });
    const facts = { opens: at(24), closes: at(72), mediators: [2, 1] };
    expect(after(state, [24, 'mediation-opened', facts])).toEqual(
      quarrel({
        stage: 'mediation',
        deadline: at(72),
        mediators: [2, 1],
        path: [passage('negotiation', 0, 24, 24), passage('mediation', 24, 72)],
      }),
    );
    expect(after(state, [24, 'mediation-opened', { ...facts, mediators: [] }]).mediators).toEqual([0, 0]);
  });

  it('CNF-3 where nobody could mediate the stage stays, and the way has an empty mediation', () => {
    const passed = after(negotiating(), [24, 'mediation-passed-over', { mediators: [0, 0] }]);
    expect(passed).toEqual(
      quarrel({
        deadline: at(24),
        mediators: [0, 0],
        path: [passage('negotiation', 0, 24, 24), passage('mediation', 24, 24, 24)],
      }),
    );
  });
});

describe('before the council and the guardian', () => {
  const electorate = { size: 9, quorum: 7, council: 12 };
  const ranked = after(negotiating(), [
    ...([24, 'arbitration-opened'] as const),
    {
      opens: at(24),
      closes: at(96),
      step: 'ranking',
      electorate,
      parties: [],
      what: '',
      remedy: '',
      path: [],
    },
  ]);

  it('CNF-4 remedies are ranked, one is voted on, and the vote is counted', () => {
    const path = [passage('negotiation', 0, 24, 24), { ...passage('arbitration', 24, 96), step: 'ranking' }];
    const open = { stage: 'arbitration', step: 'ranking', deadline: at(96), electorate } as const;
    expect(ranked).toEqual({ ...negotiating(), ...open, path });
    const voted = after(ranked, [97, 'vote-opened', { opens: at(96), closes: at(192), chosen: 'remedy-2' }]);
    expect(voted).toEqual({
      ...ranked,
      step: 'voting',
      chosen: 'remedy-2',
      deadline: at(192),
      path: [path[0], { ...path[1], ended: at(96) }, { ...passage('arbitration', 96, 192), step: 'voting' }],
    });
    const figures = { for: 1, against: 0, abstain: 0, represented: 0, electorate: 9, answered: 1 };
    const bar = { threshold: twoThirds, quorum: threeQuarters };
    const rules = { offline: charter().offline, deadlock: null };
    const tally = tallyOf({ ...figures, offlineUnanswered: 0 }, bar, rules);
    expect(after(voted, [192, 'vote-closed', { closedAt: at(192), tally }])).toEqual({ ...voted, tally });
  });

  it('CNF-4 AUT-1 the guardian is asked, perhaps another, and decides on a remedy', () => {
    const asked = after(ranked, [
      ...([96, 'guardian-resolution-opened'] as const),
      { opens: at(96), closes: at(264), guardian: 'anna' },
    ]);
    expect(asked).toMatchObject({
      stage: 'guardian-resolution',
      step: null,
      guardian: 'anna',
      deadline: at(264),
    });
    const changed = after(asked, [100, 'guardian-changed', { from: 'anna', to: 'gus' }]);
    expect(changed).toEqual({ ...asked, guardian: 'gus' });
    const told = { guardian: 'gus', remedy: 'remedy-1', reason: 'So.' };
    expect(after(changed, [101, 'guardian-resolved', told])).toEqual({
      ...changed,
      resolution: { remedy: 'remedy-1', reason: 'So.', at: at(101) },
      chosen: 'remedy-1',
    });
  });

  it('APP-1 APP-2 a party appeals, the appeal ends, and the matter may go on elsewhere', () => {
    const facts = { opens: at(96), closes: at(168), decided: 'unresolved' };
    const open = after(ranked, [96, 'appeal-opened', facts]);
    expect(open).toMatchObject({ stage: 'appeal', step: null, decided: 'unresolved', deadline: at(168) });
    const lodged = after(open, [97, 'appealed', { by: 'dora', principle: 'exit', reason: 'No.', id: 'a' }]);
    expect(lodged).toEqual({ ...open, deadline: null, appeal: { id: 'a', outcome: null } });
    const told = { outcome: 'remanded', guardian: 'anna', reason: 'Anew.' };
    const ended = after(lodged, [120, 'appeal-ended', told]);
    expect(ended).toEqual({ ...lodged, appeal: { id: 'a', outcome: 'remanded' } });
    expect(after(open, [120, 'appeal-ended', told]).appeal).toBeNull();
    const remanded = after(ended, [121, 'remanded-to', { id: 'c2' }]);
    expect(remanded).toMatchObject({ remandedTo: 'c2', stage: 'appeal' });
    expect(remanded.path.at(-1)).toEqual(passage('appeal', 96, 168, 121));
    // It had its end already.
    expect(remanded.path[0]).toEqual(passage('negotiation', 0, 24, 24));
  });

  it('CNF-5 PRO-9 it ends as the council or the guardian made it, or as it was decided before', () => {
    const over = { stage: 'ended', step: null, deadline: null, endedAt: at(200) };
    const facts = { rule: 'CNF-4' };
    expect(after(ranked, [200, 'ended', { ...facts, outcome: 'arbitrated' }])).toEqual({
      ...ranked,
      ...over,
      outcome: 'arbitrated',
      decided: 'arbitrated',
      path: [ranked.path[0], { ...ranked.path[1], ended: at(200) }],
    });
    expect(after(ranked, [200, 'ended', { ...facts, outcome: 'unresolved' }]).decided).toBe('unresolved');
    const decided = { ...ranked, decided: 'arbitrated' } as const;
    for (const outcome of ['overturned', 'remanded', 'interrupted'])
      expect(after(decided, [200, 'ended', { ...facts, outcome }])).toMatchObject({
        outcome,
        decided: 'arbitrated',
      });
    const ended = after(ranked, [200, 'ended', { ...facts, outcome: 'interrupted' }]);
    expect(after(ended, [201, 'continued-by', { id: 'c2' }])).toEqual({ ...ended, continuedBy: 'c2' });
  });

  it.each(['continuation-of', 'remand-of', 'withdrawn', 'remedies-closed'] as const)(
    'CNF-1 %s stands as before',
    (kind) => {
      expect(after(ranked, [97, kind, {}])).toBe(ranked);
    },
  );
});
