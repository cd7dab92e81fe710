/** What is done in a repair plan: who is asked until when, and what an amount takes (MND-2, MND-4). */
import { describe, expect, it } from 'vitest';
import { claimToAnswer, claimToVerify } from '../../rules/repair/instalments.ts';
import type { RepairState } from '../../rules/repair/state.ts';
import { endingOf, next } from '../../rules/repair/step.ts';
import { agreed, at, claimed, fault, may, money, sorry, states, followedBy } from './repairs.ts';

describe('what is done', () => {
  const begun = () => agreed([money([100, 100, 100])]);

  it('MND-2 waits for the receiver, then for the verifier, each to the millisecond', () => {
    const one = claimed(begun(), 2);
    expect(states(one)).toEqual(['done', 'open', 'open']);
    expect(next(one)).toEqual({ at: at(74), what: 'verification-asked', obligation: 1, claim: 1 });
    expect(may('confirmation', one, 'dora', at(74, -1))).toBeUndefined();
    expect(may('confirmation', one, 'dora', at(74))).toBe('window-closed');
    expect(may('verification', one, 'gus', at(3))).toBe('already-done');
    const two = followedBy(one, 74, 'verification-asked', { obligation: 1, claim: 1, until: at(146) });
    expect(next(two)).toEqual({ at: at(146), what: 'unconfirmed', obligation: 1, claim: 1 });
    expect(may('confirmation', two, 'dora', at(75))).toBe('already-done');
    expect(may('verification', two, 'gus', at(146, -1))).toBeUndefined();
    expect(may('verification', two, 'gus', at(146))).toBe('window-closed');
  });

  it('MND-2 is not done where the receiver contests it and the verifier is silent, or says so', () => {
    const contested = followedBy(claimed(begun(), 2), 3, 'receiver-answered', {
      obligation: 1,
      claim: 1,
      by: 'dora',
      confirm: false,
      reason: 'No.',
      until: at(75),
    });
    expect(next(contested)).toEqual({ at: at(75), what: 'not-done', obligation: 1, claim: 1 });
    expect(states(followedBy(contested, 75, 'not-done', { obligation: 1, claim: 1 }))).toEqual([
      'open',
      'open',
      'open',
    ]);
    const verified = (done: boolean) =>
      states(
        followedBy(contested, 4, 'verified', { obligation: 1, claim: 1, by: 'gus', done, reason: 'I saw.' }),
      );
    expect(verified(true)).toEqual(['verified', 'open', 'open']);
    expect(verified(false)).toEqual(['open', 'open', 'open']);
  });

  it('MND-2 unconfirmed is confirmed still, or contested once', () => {
    const silent = followedBy(
      followedBy(claimed(begun(), 2), 74, 'verification-asked', { obligation: 1, claim: 1, until: at(146) }),
      146,
      'unconfirmed',
      { obligation: 1, claim: 1 },
    );
    expect(states(silent)).toEqual(['unconfirmed', 'open', 'open']);
    expect(may('confirmation', silent, 'dora', at(200))).toBeUndefined();
    const answered = (confirm: boolean) =>
      followedBy(silent, 200, 'receiver-answered', {
        obligation: 1,
        claim: 1,
        by: 'dora',
        confirm,
        reason: null,
        until: confirm ? null : at(272),
      });
    expect(states(answered(true))).toEqual(['confirmed', 'open', 'open']);
    const verified = followedBy(answered(false), 201, 'verified', {
      obligation: 1,
      claim: 1,
      by: 'gus',
      done: true,
      reason: 'Yes.',
    });
    expect(states(verified)).toEqual(['verified', 'open', 'open']);
    const again = {
      ...silent,
      obligations: silent.obligations.map((owed) => ({
        ...owed,
        claims: owed.claims.map((claim) => ({ ...claim, contested: true })),
      })),
    };
    expect(fault('confirmation', again, 'dora')).toBe('already-done');
  });

  it('MND-2 of several claims the oldest is answered, or the one that is named', () => {
    const two = claimed(claimed(begun(), 2), 3);
    const [owed] = two.obligations;
    expect(claimToAnswer(owed!, null)).toMatchObject({ n: 1 });
    expect(claimToAnswer(owed!, 2)).toMatchObject({ n: 2 });
    expect(claimToAnswer(owed!, 3)).toBeUndefined();
    expect(claimToVerify(owed!, null)).toBeUndefined();
    expect(may('done', claimed(two, 4), 'carl', at(5))).toBe('already-done');
  });

  it('MND-2 MND-4 an amount takes what is due first, and cuts the instalment that it ends in', () => {
    const cut = claimed(begun(), 2, 150);
    expect(cut.obligations[0]!.instalments).toMatchObject([
      { n: 1, amount: 100, state: 'done' },
      { n: 2, amount: 50, state: 'done' },
      { n: 4, amount: 50, state: 'open', grace: at(552) },
      { n: 3, amount: 100, state: 'open' },
    ]);
    expect(fault('done', cut, 'carl', { n: 1, amount: 150 })).toBeUndefined();
    expect(fault('done', cut, 'carl', { n: 1, amount: 151 })).toBe('not-owed');
    expect(fault('done', cut, 'dora', { n: 1 })).toBe('not-permitted');
    expect(fault('done', cut, 'carl', { n: 2 })).toBe('unknown-obligation');
    expect(fault('done', agreed([sorry]), 'carl', { n: 1, amount: 1 })).toBe('not-owed');
    const rest = followedBy(cut, 3, 'released', { obligation: 1, by: 'dora', amount: null });
    expect(states(rest)).toEqual(['released', 'released', 'released', 'released']);
    expect(endingOf(rest)).toBe('released');
    expect(rest.obligations[0]!.claims).toMatchObject([{ state: 'over' }]);
  });

  it('MND-2 a claim comes ten times for each instalment, and parts are 300 at most', () => {
    const many = (claims: number, instalments: number): RepairState => {
      const [owed] = begun().obligations;
      const [claim] = claimed(begun(), 2).obligations[0]!.claims;
      const [first] = owed!.instalments;
      return {
        ...begun(),
        obligations: [
          {
            ...owed!,
            claims: Array.from({ length: claims }, () => claim!),
            instalments: Array.from({ length: instalments }, (_, place) => ({ ...first!, n: place + 1 })),
          },
        ],
      };
    };
    expect(fault('done', many(29, 3), 'carl')).toBeUndefined();
    expect(fault('done', many(30, 3), 'carl')).toBe('limit-reached');
    expect(fault('done', many(0, 299), 'carl', { n: 1, amount: 1 })).toBeUndefined();
    expect(fault('done', many(0, 300), 'carl', { n: 1, amount: 1 })).toBe('limit-reached');
    expect(fault('release', many(0, 300), 'dora', { n: 1, amount: 1 })).toBe('limit-reached');
    expect(fault('done', many(0, 300), 'carl')).toBeUndefined();
    expect(fault('release', many(0, 300), 'dora')).toBeUndefined();
  });
});
