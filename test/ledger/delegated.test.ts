/** Delegated votes computed again: what carried them, and lies about it (DEL-1 to DEL-6, VOT-3). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import { readEvidence } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { all, decide, decisionId, mended, people } from './decision.ts';
import { inColumns } from './ways.ts';

const electors = people(6);
const { record, evidence } = decide({ electors, votes: [{ ballots: all(electors.slice(0, 5), 'for') }] });

/** `m6` has delegated to `m1`, who discloses nothing; with what the evidence tells of it. */
function delegated(change: (evidence: ProposalEvidence) => void = () => undefined) {
  const told = structuredClone(evidence);
  told.delegations.push({
    decision: decisionId,
    id: 'd1',
    sequence: 1,
    from: 'm6',
    to: 'm1',
    scope: {},
    madeAt: '2025-12-31T00:00:00.000Z',
    until: '2026-03-01T00:00:00.000Z',
    revokedAt: null,
  });
  told.delegatedVotes.push({
    decision: decisionId,
    pollNumber: 1,
    elector: 'm6',
    delegation: 'd1',
    to: 'm1',
    representative: 'm1',
    fate: 'undisclosed',
    exceeding: false,
  });
  change(told);
  const read = readEvidence(canonicalBytes(told));
  if ('fault' in read) throw new Error(read.fault);
  const found = recompute(mended(record, told), read);
  expect(recompute(mended(record, told), inColumns(told))).toEqual(found);
  return found.map(({ pointer, sentence }) => `${pointer} ${sentence}`);
}

describe('a delegated vote in the evidence', () => {
  it('DEL-5 REC-1 is what became of it: not carried, since its representative disclosed nothing', () => {
    expect(delegated()).toEqual([]);
  });

  it('DEL-5 REC-1 is found where it tells another fate, or nothing', () => {
    const another = delegated(
      ({ delegatedVotes }) => void Object.assign(delegatedVotes[0]!, { fate: 'carried' }),
    );
    expect(another).toEqual(['/delegatedVotes/0 is not what became of the vote of m6 (DEL-1)']);
    expect(delegated(({ delegatedVotes }) => void delegatedVotes.pop())).toEqual([
      '/delegatedVotes tells of 0 delegated votes in vote 1, but there were 1 (DEL-1)',
    ]);
  });

  it('DEL-1 REC-1 is found where the delegation was revoked before the close', () => {
    const revoked = delegated(
      ({ delegations }) => void Object.assign(delegations[0]!, { revokedAt: '2026-01-01T00:00:00.000Z' }),
    );
    expect(revoked).toContain('/delegatedVotes/0 is not what became of the vote of m6 (DEL-1)');
  });
});
