/** Single answers against a record: what the holder of an acknowledgement or of a proof can show. */
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../ledger/answers/acknowledgement.ts';
import type { AnswerProof } from '../../ledger/answers/proof.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { nodesAbove, proveInclusion } from '../../ledger/log/proofs.ts';
import type { Exported } from '../../ledger/recount/verification.ts';
import { all, decide, decisionId, mended } from './decision.ts';
import { newSigner, origin } from './keys.ts';
import { decision, files, five, keys, published, sentences, signer } from './published.ts';

async function proofOf(part: 'ballots' | 'electorate', index: number): Promise<AnswerProof> {
  const entries = decision.evidence[part];
  const read = nodesAbove(entries.map((entry) => leafHash(canonicalBytes(entry))));
  const path = await proveInclusion(read, index, entries.length);
  return {
    part: part as 'ballots',
    entry: entries[index]!,
    index,
    size: entries.length,
    path: path.map((step) => step.toString('base64')),
  };
}

describe('a ballot that was acknowledged', () => {
  const acknowledged = (place: number) => acknowledge([decision.evidence.ballots[place]!], signer);
  const last = async (exported: Exported, place: number) => {
    const acknowledgements = acknowledged(place);
    return sentences({ ...exported, acknowledgements }).at(-1);
  };

  it('VOT-6 is found in the record, and counts', async () => {
    expect(await last(files, 1)).toBe(
      '✔ Ballot 2 of m1 in vote 1 stands in the record and is the one that counts.',
    );
  });

  it('PRO-7 is found in the record, replaced by a later one', async () => {
    expect(await last(files, 0)).toBe(
      '✔ Ballot 1 of m1 in vote 1 stands in the record, replaced by the same elector’s answer number 2.',
    );
  });

  it('VOT-6 is a promise still open without the evidence', async () => {
    expect(await last({ ...files, evidence: undefined }, 1)).toBe(
      `✔ Ballot 2 of m1 in vote 1 was promised by ${origin}; only the evidence shows whether the promise was kept.`,
    );
  });

  it.each<[string, (evidence: ProposalEvidence) => void]>([
    ['left out', (evidence) => void evidence.ballots.splice(3, 1)],
    ['changed', (evidence) => void Object.assign(evidence.ballots[3]!, { choice: 'against' })],
  ])('VOT-6 and was %s in a record that is otherwise in order is provable misconduct', async (_, change) => {
    const evidence = structuredClone(decision.evidence);
    change(evidence);
    const exported = published(mended(decision.record, evidence), evidence);
    expect(await last(exported, 3)).toBe(
      `✖ Ballot 1 of m3 in vote 1 was acknowledged and signed by ${origin}, and is missing from the record: this is provable misconduct. Keep the acknowledgement and the receipt.`,
    );
  });

  it('VOT-6 accuses nobody where the evidence is not the record’s', async () => {
    const evidence = structuredClone(decision.evidence);
    evidence.ballots.splice(3, 1);
    const promised = `Ballot 1 of m3 in vote 1 was promised by ${origin}; whether that was kept cannot be said: the evidence is not what the record was made of.`;
    expect(await last(published(decision.record, evidence), 3)).toBe(`✖ ${promised}`);
    const loose = Buffer.from(JSON.stringify(decision.evidence, null, 1));
    expect(await last({ ...files, evidence: loose }, 3)).toBe(`✖ ${promised}`);
  });

  it('VOT-6 accuses nobody where no receipt shows the record to be the log’s', async () => {
    const evidence = structuredClone(decision.evidence);
    evidence.ballots.splice(3, 1);
    const exported = { ...published(mended(decision.record, evidence), evidence), receipt: files.receipt };
    expect(await last(exported, 3)).toBe(
      `✖ Ballot 1 of m3 in vote 1 was promised by ${origin}, and is missing from the record; a receipt that holds would prove it.`,
    );
  });

  it('VOT-6 is found in the record by its proof, without the evidence', async () => {
    const proofs = [await proofOf('ballots', 2)];
    expect(await last({ ...files, evidence: undefined, proofs }, 2)).toBe(
      '✔ Ballot 1 of m2 in vote 1 stands in the record, as its proof shows.',
    );
  });

  it('VOT-6 of no answer that a record holds is refused', async () => {
    const acknowledgements = acknowledge([{ decision: decisionId, poll: 'petitions' }], signer);
    expect(sentences({ ...files, acknowledgements }).at(-1)).toBe(
      '✖ The acknowledgement is of no answer that a record holds.',
    );
  });

  it('VOT-6 in another decision, or by another log, proves nothing of this one', async () => {
    const elsewhere = acknowledge([{ ...decision.evidence.ballots[0]!, decision: 'another' }], signer);
    const other = newSigner('other.example/log');
    const foreign = acknowledge([decision.evidence.ballots[0]!], other);
    const [, , , , one, two] = sentences({ ...files, acknowledgements: [...elsewhere, ...foreign] }, [
      ...keys,
      other.verifier,
    ]);
    expect(one).toBe('✖ The acknowledgement is of another decision, another.');
    expect(two).toBe(`✖ The acknowledgement is of the log other.example/log, not of ${origin}.`);
  });

  it('CON-2 PRO-4 holds for positions, rankings and statements too', async () => {
    const statement = {
      decision: decisionId,
      number: 1,
      member: 'm2',
      stage: 'review',
      round: 0,
      version: 1,
      text: 'Why not?',
      replyTo: null,
      corrects: null,
      at: decision.record.submittedAt,
    };
    const full = decide({
      electors: five,
      rounds: [{ positions: all(five, 'agree'), rankings: [['m2', [['proposal']]]], after: 2 }],
    });
    const evidence = { ...full.evidence, statements: [statement] };
    const exported = published(mended(full.record, evidence), evidence);
    const acknowledgements = acknowledge(
      [full.evidence.positions[2]!, full.evidence.preferences[0]!, statement],
      signer,
    );
    expect(sentences({ ...exported, acknowledgements }).slice(-3)).toEqual([
      '✔ Position 1 of m3 in round 1 stands in the record and is the one that counts.',
      '✔ Ranking 1 of m2 in round 1 stands in the record and is the one that counts.',
      '✔ Statement 1 of m2 stands in the record.',
    ]);
  });
});

describe('the proof of a ballot', () => {
  it('REC-1 shows it in the record without the evidence', async () => {
    const proofs = [await proofOf('ballots', 2)];
    expect(sentences({ ...files, evidence: undefined, proofs }).at(-1)).toBe(
      '✔ Ballot 1 of m2 in vote 1 is number 2 of the 5 ballots (replaced ones too) of the record.',
    );
  });

  it.each<[string, (proof: AnswerProof) => unknown, string]>([
    [
      'of a ballot changed since',
      (proof) => ({ ...proof, entry: { ...proof.entry, choice: 'against' } }),
      'is not number 2',
    ],
    ['at another place', (proof) => ({ ...proof, index: 3 }), 'is not number 3'],
    ['cut off', (proof) => ({ ...proof, path: proof.path.slice(1) }), 'is not number 2'],
    ['of another size', (proof) => ({ ...proof, size: 4 }), 'is of 4 ballots, but the record was made of 5'],
    ['whose path is no base64', (proof) => ({ ...proof, path: ['?'] }), 'not a hash in base64'],
    [
      'of a part that holds no answers',
      (proof) => ({ ...proof, part: 'electorate' }),
      'not the proof of an answer',
    ],
    [
      'of another part than its entry’s',
      (proof) => ({ ...proof, part: 'positions' }),
      'not the proof of an answer',
    ],
    [
      'of an answer in another decision',
      (proof) => ({ ...proof, entry: { ...proof.entry, decision: 'another' } }),
      'is of an answer in another decision',
    ],
    ['whose index is a text', (proof) => ({ ...proof, index: '2' }), 'not the proof of an answer'],
    ['that is nothing', () => null, 'not the proof of an answer'],
  ])('REC-1 %s is refused', async (_, change, sentence) => {
    const proofs = [change(await proofOf('ballots', 2))];
    expect(sentences({ ...files, proofs }).at(-1)).toMatch(new RegExp(`^✖ .*${sentence}`));
  });
});
