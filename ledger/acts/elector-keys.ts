/** The keys that evidence says its electors had, against the entries of the log: none that came later, or that nobody registered (MEM-3, MEM-6). */
import type { Evidence, RecordDocument } from '../parts/records.ts';
import { fingerprintOf } from './jwk.ts';
import { openDetached } from './jws.ts';
import type { KeyHistory } from './key-history.ts';

/** What is wrong with the keys of a decision's electors and the ballots that they signed, in sentences. @param index of its record in the log */
export function* electorKeyFaults(
  { find }: Pick<KeyHistory, 'find'>,
  {
    index,
    record,
    evidence,
  }: { readonly index: number; readonly record: RecordDocument; readonly evidence: Evidence },
): Generator<string> {
  if (!('council' in record) || record.council === undefined || !('electorate' in evidence)) return;
  for (const { member, keys = [] } of evidence.electorate)
    for (const { key, registered, since } of keys) {
      const known = find(member, fingerprintOf(key));
      if (known === undefined || known.index > index)
        yield `the evidence has a key of ${member} that the log did not have before it (MEM-6).`;
      else if (known.sequence !== registered || known.since !== since)
        yield `the evidence says that a key of ${member} counts from ${since}, and the log ${known.since} (MEM-6).`;
    }
  for (const { elector, number, at, signature } of evidence.ballots) {
    const kid = signature === undefined ? undefined : openDetached(signature)?.kid;
    const until = kid === undefined ? undefined : find(elector, kid)?.until;
    if (until != null && at > until)
      yield `ballot ${number} of ${elector} is signed by a key that they had revoked, as the log has it (MEM-6).`;
  }
}
