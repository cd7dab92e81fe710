/** The keys that evidence says its electors had, against the entries of the log: none that came later, or that nobody registered (MEM-3, MEM-6). */
import type { Answer } from '../parts/evidence-entries.ts';
import type { Evidence, RecordDocument } from '../parts/records.ts';
import { fingerprintOf } from './jwk.ts';
import { openDetached } from './jws.ts';
import { signaturesIn } from './signed-acts.ts';
import type { KeyHistory } from './key-history.ts';

/** An act may be under way while its key is revoked: so long after the revocation it is told at the latest. */
const underWay = 60_000;

/** Every answer in the evidence, in whatever poll. */
function* answersIn(evidence: Evidence): Generator<Answer> {
  if ('ballots' in evidence) yield* evidence.ballots;
  if ('positions' in evidence) yield* evidence.positions;
  if ('preferences' in evidence) yield* evidence.preferences;
}

/** What is wrong with the keys by which a decision's answers and acts are signed, in sentences. @param index of its record in the log */
export function* electorKeyFaults(
  { find }: Pick<KeyHistory, 'find'>,
  {
    index,
    record,
    evidence,
  }: { readonly index: number; readonly record: RecordDocument; readonly evidence: Evidence },
): Generator<string> {
  if (record.council === undefined) return;
  for (const { member, keys = [] } of 'electorate' in evidence ? evidence.electorate : [])
    for (const { key, registered, since } of keys) {
      const known = find(member, fingerprintOf(key));
      if (known === undefined || known.index > index)
        yield `the evidence has a key of ${member} that the log did not have before it (MEM-6).`;
      else if (known.sequence !== registered || known.since !== since)
        yield `the evidence says that a key of ${member} counts from ${since}, and the log ${known.since} (MEM-6).`;
    }
  for (const { elector, number, at, signature } of answersIn(evidence)) {
    const kid = signature === undefined ? undefined : openDetached(signature)?.kid;
    const until = kid === undefined ? undefined : find(elector, kid)?.until;
    if (until != null && at > until)
      yield `answer ${number} of ${elector} is signed by a key that they had revoked, as the log has it (MEM-6).`;
  }
  for (const { member, at, signed } of signaturesIn(record.kind, evidence)) {
    const known = find(member, fingerprintOf(signed.key));
    if (known === undefined || known.index > index || at < known.since)
      yield `the act “${signed.act}” of ${member}, of ${at}, is signed by a key that the log did not have then (MEM-6).`;
    else if (known.until !== null && Date.parse(at) - underWay > Date.parse(known.until))
      yield `the act “${signed.act}” of ${member}, of ${at}, is signed by a key that they had revoked (MEM-6).`;
  }
}
