/** Signed ballots that were tampered with: whoever keeps the record, no ballot is another's than its elector's (AUT-1, MEM-3). */
import { describe, expect, it } from 'vitest';
import type { Decision } from './decision.ts';
import { foundSigned, sign } from './signed.ts';
import { foundWithEvidence, moved } from './told.ts';

/** The last ballot of an elector. */
const ballotOf = ({ evidence }: Decision, elector: string) =>
  evidence.ballots.findLast((one) => one.elector === elector)!;

const keyOf = ({ evidence }: Decision, member: string) =>
  evidence.electorate.find((one) => one.member === member)!.keys![0]!;

describe('a lie about a signed ballot', () => {
  it('AUT-1 that none was told is believed', () => {
    expect(foundSigned(() => undefined)).toEqual([]);
  });

  it.each<[string, (decision: Decision) => void, string]>([
    [
      'a signature removed',
      (decision) => {
        delete ballotOf(decision, 'm2').signature;
      },
      'evidence /ballots/3 bears no signature of m2, which its charter asks for (AUT-1)',
    ],
    [
      'a ballot signed by another elector’s key',
      (decision) => sign(ballotOf(decision, 'm2'), 'm3'),
      'evidence /ballots/3 is signed by no key that m2 had as the electorate was fixed (AUT-1)',
    ],
    [
      'a choice swapped',
      (decision) => void Object.assign(ballotOf(decision, 'm5'), { choice: 'for' }),
      'evidence /ballots/6 is not what m5 signed: their signature does not hold for it (AUT-1)',
    ],
    [
      'a reason put in',
      (decision) => void Object.assign(ballotOf(decision, 'm5'), { reason: 'I was mistaken.' }),
      'evidence /ballots/6 is not what m5 signed: their signature does not hold for it (AUT-1)',
    ],
    [
      'a ballot given to another elector',
      ({ evidence }) => void Object.assign(evidence.ballots[6]!, { elector: 'm6' }),
      'evidence /ballots/6 is of m6, who is no elector of this decision (VOT-3)',
    ],
    [
      'an older ballot brought back after a newer one',
      ({ evidence }) => {
        const [, against, last] = evidence.ballots;
        Object.assign(last!, { choice: against!.choice, signature: against!.signature });
      },
      'evidence /ballots/2 is not what m1 signed: their signature does not hold for it (AUT-1)',
    ],
    [
      'a key put in the place of the elector’s',
      (decision) => {
        Object.assign(keyOf(decision, 'm2'), { key: keyOf(decision, 'm3').key });
      },
      'evidence /ballots/3 is signed by no key that m2 had as the electorate was fixed (AUT-1)',
    ],
    [
      'a key of low order, under which one signature holds for much',
      (decision) => {
        const key = { crv: 'Ed25519', kty: 'OKP', x: `AQ${'A'.repeat(41)}` } as const;
        Object.assign(keyOf(decision, 'm2'), { key });
      },
      'evidence /ballots/3 is signed by no key that m2 had as the electorate was fixed (AUT-1)',
    ],
    [
      'a key that came after the electorate was fixed',
      (decision) => {
        Object.assign(keyOf(decision, 'm2'), { since: moved(decision.record.submittedAt, 1) });
      },
      'evidence /ballots/3 is signed by a key that m2 registered after the electorate was fixed (MEM-3)',
    ],
    [
      'a key that was revoked before the ballot',
      (decision) =>
        void Object.assign(keyOf(decision, 'm2'), { until: moved(ballotOf(decision, 'm2').at, -1) }),
      'evidence /ballots/3 is signed by a key of m2 that was revoked at',
    ],
    [
      'another council in the record',
      ({ record }) => void Object.assign(record, { council: 'other.example/log' }),
      'evidence /ballots/0 is not what m1 signed: their signature does not hold for it (AUT-1)',
    ],
    [
      'no council in the record',
      ({ record }) => {
        delete record.council;
      },
      'evidence /ballots/0 is of no council: its record names none, and nobody can have signed for it (AUT-1)',
    ],
    [
      'ballots signed for no council, by keys that no log was asked for',
      ({ record, evidence }) => {
        delete record.council;
        for (const ballot of evidence.ballots) sign(ballot, ballot.elector, '');
      },
      'evidence /ballots/0 is of no council',
    ],
  ])('AUT-1 is found: %s', (_name, change, sentence) => {
    expect(foundSigned(change)).toContainEqual(expect.stringContaining(sentence));
  });

  it('AUT-1 is a signature where nothing is signed', () => {
    const found = foundWithEvidence(({ evidence }) => {
      Object.assign(evidence.ballots[0]!, { signature: 'a..b' });
    });
    expect(found).toContain('evidence /ballots/0 is signed, which its charter does not ask for (AUT-1)');
  });

  it.each([1, 0])('MEM-6 is none that a ballot was cast %i ms before its key was revoked', (before) => {
    const untilLater = (decision: Decision) =>
      void Object.assign(keyOf(decision, 'm2'), { until: moved(ballotOf(decision, 'm2').at, before) });
    expect(foundSigned(untilLater)).toEqual([]);
  });
});
