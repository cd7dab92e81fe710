/** A decision whose ballots are signed, told as any other, and what is found in it after a change. */
import { answerBytes } from '../../ledger/acts/act.ts';
import { signDetached } from '../../ledger/acts/jws.ts';
import type { Ballot } from '../../ledger/parts/schema/evidence.ts';
import { makeKey, type TestKey } from '../support/signing.ts';
import { decide, type Decision, mended, people } from './decision.ts';
import { origin } from './keys.ts';
import { copy, moved } from './told.ts';
import { differences } from './ways.ts';

const electors = people(5);

const keys: Readonly<Record<string, TestKey>> = Object.fromEntries(electors.map((id) => [id, makeKey()]));

/** Signs a ballot as it stands, by its elector's key or another's, for the council or another. */
export function sign(ballot: Ballot, by = ballot.elector, council = origin): void {
  const {
    decision,
    poll,
    pollNumber: number,
    version,
    elector: member,
    choice,
    reason,
    number: sequence,
  } = ballot;
  const { privateKey, fingerprint } = keys[by] as TestKey;
  const act = { council, decision, poll, number, version, member, choice, ranking: null, reason, sequence };
  Object.assign(ballot, { signature: signDetached(answerBytes(act), privateKey, fingerprint) });
}

/** Four for and one against, of whom one had voted otherwise before; each signed by a key of a day before. */
const signedDecision: Decision = (() => {
  const told = copy(
    decide({
      electors,
      charter: { signatures: 'ballots' },
      votes: [
        {
          ballots: [
            ['m1', 'for'],
            ['m2', 'for'],
            ['m3', 'for'],
            ['m4', 'for'],
            ['m5', 'against'],
            ['m1', 'against', 2],
            ['m1', 'for', 3],
          ],
        },
      ],
    }),
  );
  for (const elector of told.evidence.electorate)
    Object.assign(elector, {
      keys: [
        {
          key: keys[elector.member]!.jwk,
          registered: 1,
          since: moved(told.record.submittedAt, -86_400_000),
          until: null,
        },
      ],
    });
  for (const ballot of told.evidence.ballots) sign(ballot);
  const record = { ...told.record, council: origin };
  return { ...told, record: mended(record, told.evidence) };
})();

/** What is found in it after a change, with the roots in the record mended, as a forger would leave them. */
export function foundSigned(change: (decision: Decision) => void): readonly string[] {
  const forged = copy(signedDecision);
  change(forged);
  const record = mended(forged.record, forged.evidence);
  return differences({ record, evidence: forged.evidence }).map(
    ({ document, pointer, sentence }) => `${document} ${pointer} ${sentence}`,
  );
}
