/** Who may do what in a repair plan, stage by stage, and what they are told who may not (MND-1 to MND-4, PRO-10). */
import { describe, expect, it } from 'vitest';
import { actsAllowed, type RepairAct } from '../../rules/repair/permissions.ts';
import type { Obligation, RepairState } from '../../rules/repair/state.ts';
import {
  agreed,
  asked,
  at,
  claimed,
  followedBy,
  money,
  put,
  refusal,
  saidRefusal,
  sorry,
} from './repairs.ts';

const refused = (code: string, rule: string, facts: object) => ({ code, rule, facts });

/** Carl pays dora, and dora says sorry to carl; gus verifies both. */
const both: readonly Obligation[] = [money([100, 200]), { ...sorry, by: 'dora', to: 'carl' }];
const released = (state: RepairState, obligation = 1) =>
  followedBy(state, 4, 'released', { obligation, by: 'dora', amount: null });
const verifying = (state: RepairState) =>
  followedBy(state, 4, 'verification-asked', { obligation: 1, claim: 1, until: at(76) });
const declined = () => followedBy(put([sorry]), 1, 'terms-answered', { n: 1, by: 'gus', accept: false });
const ended = (state: RepairState) => followedBy(state, 4, 'ended', { outcome: 'released', rule: 'MND-4' });
const inCircle = (): RepairState => asked([{ ...sorry, to: null }], ['dora', 'emil']);

describe('what a member can do in a repair plan', () => {
  const can = (state: RepairState, hours = 5) =>
    ['carl', 'dora', 'gus', 'emil'].map((id) => actsAllowed(state, { id, status: 'active' }, at(hours)));

  it('MND-1 is to speak and to choose for who is affected, in their circle', () => {
    expect(can(inCircle())).toEqual([[], ['words', 'choice'], [], ['words', 'choice']]);
  });

  it('MND-1 MND-4 is to accept the terms once and to put others, for everybody in it', () => {
    expect(can(put([sorry]))).toEqual([['terms', 'acceptance'], ['terms'], ['terms', 'acceptance'], []]);
    expect(can(declined())).toEqual([[], [], [], []]);
  });

  it('MND-2 MND-4 is to do what is owed, and to release from it', () => {
    expect(can(agreed([sorry]))).toEqual([['terms', 'done'], ['terms', 'release'], ['terms'], []]);
    expect(can(agreed(both))).toEqual([
      ...[['terms', 'done', 'release'], ['terms', 'done', 'release'], ['terms'], []],
    ]);
  });

  it('MND-2 is to confirm what was done for its receiver, and to verify it for its verifier afterwards', () => {
    const done = claimed(agreed([sorry]), 3);
    expect(can(done)).toEqual([['terms'], ['terms', 'confirmation', 'release'], ['terms'], []]);
    expect(can(verifying(done))).toEqual([['terms'], ['terms', 'release'], ['terms', 'verification'], []]);
  });

  it('MND-4 is nothing once everything is settled or it is over', () => {
    for (const state of [released(agreed([sorry])), ended(agreed([sorry]))])
      expect(can(state)).toEqual([[], [], [], []]);
  });
});

describe('who may not', () => {
  const allowing = (rule: string, allowed: string) => refused('not-permitted', rule, { allowed });

  it('MND-1 MND-2 MND-4 is told who is in it, who owes, who is owed and who verifies', () => {
    const plan = agreed([sorry]);
    for (const act of ['words', 'choice'] as const) {
      expect(refusal(act, inCircle(), 'carl')).toEqual(allowing('MND-1', 'who is affected'));
      expect(refusal(act, plan, 'dora')).toEqual(allowing('MND-1', 'who is affected'));
    }
    expect(refusal('terms', plan, 'emil')).toEqual(allowing('MND-4', 'who is in it'));
    expect(refusal('acceptance', put([sorry]), 'emil')).toEqual(allowing('MND-1', 'who is in it'));
    expect(refusal('done', plan, 'dora')).toEqual(allowing('MND-2', 'who owes'));
    expect(refusal('confirmation', plan, 'carl')).toEqual(allowing('MND-2', 'who it is owed to'));
    expect(refusal('verification', plan, 'carl')).toEqual(allowing('MND-2', 'the verifier'));
    expect(refusal('release', plan, 'carl')).toEqual(allowing('MND-4', 'who it is owed to'));
  });

  it('MND-2 AUT-1 is told whose the obligation is that they name', () => {
    const plan = agreed(both);
    expect(saidRefusal('done', plan, 'dora')).toEqual(allowing('AUT-1', 'who owes it'));
    expect(saidRefusal('confirmation', plan, 'carl')).toEqual(allowing('AUT-1', 'who it is owed to'));
    expect(saidRefusal('verification', plan, 'dora')).toEqual(allowing('AUT-1', 'the verifier'));
    expect(saidRefusal('release', plan, 'carl')).toEqual(allowing('AUT-1', 'who it is owed to'));
    for (const act of ['done', 'confirmation', 'verification', 'release'] as const) {
      expect(saidRefusal(act, plan, 'carl', { n: 3 })).toEqual(
        refused('unknown-obligation', 'MND-1', { n: 3, obligations: 2 }),
      );
      expect(saidRefusal(act, plan, 'carl', {})).toEqual(
        refused('unknown-obligation', 'MND-1', { n: null, obligations: 2 }),
      );
    }
  });

  it('PRO-10 is told in which stages it can be done', () => {
    const over = ended(agreed([sorry]));
    const wrong = (rule: string, stage: string, allowedIn: readonly string[]) =>
      refused('wrong-stage', rule, { stage, allowedIn });
    expect(refusal('terms', over, 'carl')).toEqual(wrong('MND-4', 'ended', ['proposed', 'open']));
    expect(refusal('acceptance', over, 'carl')).toEqual(wrong('MND-1', 'ended', ['proposed', 'open']));
    expect(refusal('done', over, 'carl')).toEqual(wrong('MND-2', 'ended', ['open']));
    expect(refusal('confirmation', over, 'dora')).toEqual(wrong('MND-2', 'ended', ['open']));
    expect(refusal('verification', over, 'gus')).toEqual(wrong('MND-2', 'ended', ['open']));
    expect(refusal('release', over, 'dora')).toEqual(wrong('MND-4', 'ended', ['open']));
    const chosen = { ...inCircle(), stage: 'open' } as const;
    for (const act of ['words', 'choice'] as const)
      expect(refusal(act, chosen, 'emil')).toEqual(wrong('MND-1', 'open', ['circle']));
  });

  it('PRO-10 MND-4 is told that everything is settled, or declined', () => {
    const over = (act: string, stage: string) => refused('already-done', 'PRO-10', { act, stage });
    for (const act of ['terms', 'acceptance'] as const)
      expect(refusal(act, declined(), 'carl')).toEqual(over(act, 'proposed'));
    const settled = released(agreed([sorry]));
    const whose = { terms: 'gus', acceptance: 'gus', done: 'carl', confirmation: 'dora' } as const;
    for (const [act, id] of Object.entries({ ...whose, verification: 'gus', release: 'dora' }))
      expect(refusal(act as RepairAct, settled, id)).toEqual(over(act, 'open'));
  });

  it('MND-2 MND-4 is told that nothing of theirs is left to be done, confirmed, verified or released', () => {
    const done = (rule: string, act: string) => refused('already-done', rule, { act });
    expect(refusal('done', claimed(agreed([sorry]), 3), 'carl')).toEqual(done('MND-2', 'done'));
    expect(refusal('confirmation', agreed(both), 'dora')).toEqual(done('MND-2', 'confirmation'));
    expect(refusal('verification', agreed(both), 'gus')).toEqual(done('MND-2', 'verification'));
    expect(refusal('release', released(agreed(both)), 'dora')).toEqual(done('MND-4', 'release'));
    expect(refusal('release', released(agreed(both)), 'carl')).toBeUndefined();
    expect(refusal('done', released(agreed(both)), 'carl')).toEqual(done('MND-2', 'done'));
    // Of two that are owed to each other, each answers for their own.
    const one = claimed(agreed(both), 3);
    expect(refusal('confirmation', one, 'carl')).toEqual(done('MND-2', 'confirmation'));
    expect(refusal('confirmation', one, 'dora')).toBeUndefined();
  });

  it('MND-2 MND-4 is told it of the obligation that they name', () => {
    const settled = released(agreed(both));
    expect(saidRefusal('done', settled, 'carl')).toEqual(refused('already-done', 'MND-2', { n: 1 }));
    expect(saidRefusal('release', settled, 'dora')).toEqual(
      refused('already-done', 'MND-4', { act: 'release', n: 1 }),
    );
    expect(saidRefusal('release', settled, 'dora', { n: 1, amount: 1 })).toEqual(
      refused('already-done', 'MND-4', { n: 1 }),
    );
    for (const [act, id] of [
      ['confirmation', 'dora'],
      ['verification', 'gus'],
    ] as const)
      expect(saidRefusal(act, agreed(both), id)).toEqual(refused('already-done', 'MND-2', { act, n: 1 }));
    const contested = followedBy(claimed(agreed(both), 3), 4, 'receiver-answered', {
      obligation: 1,
      claim: 1,
      by: 'dora',
      confirm: false,
      reason: 'No.',
      until: at(76),
    });
    const unconfirmed = followedBy(contested, 76, 'unconfirmed', { obligation: 1, claim: 1 });
    expect(saidRefusal('confirmation', unconfirmed, 'dora')).toEqual(
      refused('already-done', 'MND-2', { act: 'confirmation', claim: 1 }),
    );
    const silent = followedBy(verifying(claimed(agreed(both), 3)), 76, 'unconfirmed', {
      obligation: 1,
      claim: 1,
    });
    expect(saidRefusal('confirmation', silent, 'dora')).toBeUndefined();
  });

  it('MND-2 PRO-10 is told until when a claim was to be confirmed, or verified', () => {
    const late = (deadline: string) =>
      refused('window-closed', 'PRO-10', { deadline, at: deadline, lateByMs: 0 });
    const done = claimed(agreed(both), 3);
    expect(saidRefusal('confirmation', done, 'dora', { n: 1 }, at(75, -1))).toBeUndefined();
    expect(saidRefusal('confirmation', done, 'dora', { n: 1 }, at(75))).toEqual(late(at(75)));
    const waiting = verifying(done);
    expect(saidRefusal('verification', waiting, 'gus', { n: 1 }, at(76, -1))).toBeUndefined();
    expect(saidRefusal('verification', waiting, 'gus', { n: 1 }, at(76))).toEqual(late(at(76)));
  });

  it('MND-2 MND-4 is told how much is outstanding, and how much a plan can grow', () => {
    const plan = agreed(both);
    const owed = (rule: string, facts: object) => refused('not-owed', rule, facts);
    expect(saidRefusal('done', plan, 'carl', { n: 1, amount: 300 })).toBeUndefined();
    expect(saidRefusal('done', plan, 'carl', { n: 1, amount: 301 })).toEqual(
      owed('MND-2', { n: 1, amount: 301, outstanding: 300 }),
    );
    expect(saidRefusal('done', plan, 'dora', { n: 2, amount: 1 })).toEqual(
      owed('MND-2', { n: 2, amount: 1, outstanding: null }),
    );
    expect(saidRefusal('release', plan, 'dora', { n: 1, amount: 300 })).toBeUndefined();
    expect(saidRefusal('release', plan, 'dora', { n: 1, amount: 301 })).toEqual(
      owed('MND-4', { n: 1, amount: 301, outstanding: 300 }),
    );
    const [first, second] = plan.obligations;
    const grown = (pieces: number, claims = 0): RepairState => ({
      ...plan,
      obligations: [
        {
          ...first!,
          instalments: Array.from({ length: pieces - 1 }, (_, place) => ({
            ...first!.instalments[0]!,
            n: place + 1,
          })),
          claims: Array.from({ length: claims }, () => claimed(plan, 3).obligations[0]!.claims[0]!),
        },
        second!,
      ],
    });
    for (const [act, id, rule] of [
      ['done', 'carl', 'MND-2'],
      ['release', 'dora', 'MND-4'],
    ] as const) {
      expect(saidRefusal(act, grown(299), id, { n: 1, amount: 1 })).toBeUndefined();
      expect(saidRefusal(act, grown(300), id, { n: 1, amount: 1 })).toEqual(
        refused('limit-reached', rule, { most: 300 }),
      );
    }
    expect(saidRefusal('done', grown(3, 19), 'carl')).toBeUndefined();
    expect(saidRefusal('done', grown(3, 20), 'carl')).toEqual(
      refused('limit-reached', 'MND-2', { most: 20 }),
    );
  });
});

describe('terms', () => {
  const again = (closes = at(240)) =>
    followedBy(agreed([sorry]), 2, 'terms-put', { n: 2, by: 'carl', obligations: [sorry], closes });

  it('MND-1 MND-4 are accepted once by each, where there are any, until they close', () => {
    expect(refusal('acceptance', agreed([sorry]), 'carl')).toEqual(
      refused('unknown-terms', 'MND-4', { n: null }),
    );
    expect(refusal('acceptance', again(), 'carl')).toEqual(refused('already-done', 'MND-1', { n: 2 }));
    expect(refusal('acceptance', again(at(50)), 'dora', at(50, -1))).toBeUndefined();
    expect(refusal('acceptance', again(at(50)), 'dora', at(50))).toEqual(
      refused('window-closed', 'PRO-10', { deadline: at(50), at: at(50), lateByMs: 0 }),
    );
  });

  it('MND-4 that others took the place of are named as such, and those that there are not yet', () => {
    expect(saidRefusal('acceptance', again(), 'dora', {})).toEqual(
      refused('replaced-terms', 'MND-4', { n: 1, replacedBy: 2 }),
    );
    expect(saidRefusal('acceptance', again(), 'dora', { terms: 1 })).toEqual(
      refused('replaced-terms', 'MND-4', { n: 1, replacedBy: 2 }),
    );
    expect(saidRefusal('acceptance', again(), 'dora', { terms: 3 })).toEqual(
      refused('unknown-terms', 'MND-4', { n: 3 }),
    );
    expect(saidRefusal('acceptance', again(), 'dora', { terms: 2 })).toBeUndefined();
    expect(saidRefusal('acceptance', agreed([sorry]), 'dora', { terms: 7 })).toBeUndefined();
    expect(saidRefusal('acceptance', put([sorry]), 'carl', {})).toBeUndefined();
  });

  it('MND-4 are put ten times by each', () => {
    const often = { ...agreed([sorry]), putBy: Array.from({ length: 10 }, () => 'gus') };
    expect(refusal('terms', often, 'gus')).toEqual(refused('limit-reached', 'MND-4', { most: 10 }));
    expect(refusal('terms', { ...often, putBy: often.putBy.slice(1) }, 'gus')).toBeUndefined();
  });

  it('MND-1 are of obligations between the parties: who puts none puts nothing that is due', () => {
    expect(saidRefusal('terms', agreed([sorry]), 'carl', { obligations: [sorry] })).toBeUndefined();
    expect(
      saidRefusal('terms', agreed([sorry]), 'carl', { obligations: [{ ...sorry, by: 'emil' }] }),
    ).toEqual(refused('not-permitted', 'MND-1', { allowed: 'parties', members: ['emil'] }));
    expect(saidRefusal('terms', agreed([sorry]), 'carl', {})).toMatchObject({ code: 'past-instant' });
  });
});

describe('in a circle', () => {
  it('MND-1 whoever is affected speaks ten times', () => {
    const spoken = { ...inCircle().circle!, spoken: Array.from({ length: 10 }, () => 'emil') };
    expect(refusal('words', { ...inCircle(), circle: spoken }, 'emil')).toEqual(
      refused('limit-reached', 'MND-1', { most: 10 }),
    );
    expect(saidRefusal('words', inCircle(), 'emil', {})).toBeUndefined();
  });
});
