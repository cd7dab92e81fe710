/** Verifying a decision as anyone can: what each check says, and what the holder of an acknowledgement can prove. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { acknowledge } from '../../ledger/acknowledgement.ts';
import type { AnswerProof } from '../../ledger/answer-proof.ts';
import { canonicalBytes, canonicalJson } from '../../ledger/canonical.ts';
import { signCheckpoint } from '../../ledger/checkpoint.ts';
import type { Evidence } from '../../ledger/evidence-schema.ts';
import { readEvidence, readRecord } from '../../ledger/evidence.ts';
import { leafHash, rootOfTexts } from '../../ledger/merkle.ts';
import { nodesAbove, proveInclusion } from '../../ledger/proofs.ts';
import { writeReceipt } from '../../ledger/receipt.ts';
import type { RecordDocument } from '../../ledger/record-schema.ts';
import { type Exported, verifyDecision } from '../../ledger/verification.ts';
import type { Choice } from '../../rules/model.ts';
import { all, decide, decisionId, mended, people, type Said } from './decision.ts';
import { newSigner, origin } from './keys.ts';

const signer = newSigner();
const keys = [signer.verifier];
const five = people(5);
const cast: Said<Choice> = [
  ['m1', 'against'],
  ['m1', 'for', 2],
  ['m2', 'for'],
  ['m3', 'for'],
  ['m4', 'against'],
];
const decision = decide({
  electors: five,
  rounds: [{ positions: [['m1', 'agree']] }],
  votes: [{ ballots: cast }],
});

/** The files of a decision as a dishonest log could publish them: whatever the record says, its receipt holds. */
function published(record: RecordDocument, evidence: Evidence): Exported {
  const bytes = canonicalBytes(record);
  const root = rootOfTexts([canonicalJson(record)]);
  const receipt = writeReceipt({ index: 0, path: [], checkpoint: signCheckpoint({ size: 1, root }, signer) });
  return { record: bytes, receipt: Buffer.from(receipt), evidence: canonicalBytes(evidence) };
}

const files = published(decision.record, decision.evidence);
const sentences = (exported: Exported, verifiers = keys) =>
  verifyDecision(exported, verifiers).map(({ ok, sentence }) => `${ok ? '✔' : '✖'} ${sentence}`);

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

describe('a decision that was exported', () => {
  it('REC-3 is verified from receipt to outcome, and each check says what it found', () => {
    expect(sentences(files)).toEqual([
      `✔ The record is entry 0 of the log ${origin}, as of its checkpoint of 1 entry, signed with key ${signer.id}.`,
      `✔ The record is of “A second workshop day” (${decisionId}): executed, ended ${decision.record.endedAt}.`,
      '✔ Its figures agree with its rules: 3 rounds, 1 vote, executed.',
      '✔ The evidence is what the record was made of, and gives the same outcome again: ballots (replaced ones too): 5, electors: 5, positions: 1, preference maps: 3, entries of the timeline: 6, versions of the text: 1.',
    ]);
  });

  it('REC-3 is verified without its evidence as far as that goes', () => {
    expect(sentences({ ...files, evidence: undefined })).toHaveLength(3);
  });

  it('AUT-2 shows no title where the text is private', () => {
    const personal = decide({ electors: five, category: { tier: 1 }, votes: [{ ballots: cast }] });
    expect(personal.record.title).toBeNull();
    expect(sentences(published(personal.record, personal.evidence))[1]).toContain(
      `of the decision ${decisionId}`,
    );
    expect(personal.recordBytes.includes('workshop')).toBe(false);
  });

  it('REC-3 names the pointer of every difference', () => {
    const record = structuredClone(decision.record);
    record.votes[0]!.tally!.for = 4;
    const differing = verifyDecision(published(record, decision.evidence), keys).filter(({ ok }) => !ok);
    expect(differing).toContainEqual({
      check: 'figures',
      ok: false,
      sentence: 'record /votes/0/tally/for is 4, but 3 follows.',
      document: 'record',
      pointer: '/votes/0/tally/for',
    });
  });

  it('REC-3 with a record that is not canonical stops at the record', () => {
    const record = Buffer.from(JSON.stringify(decision.record, null, 1));
    expect(sentences({ ...files, record })).toEqual([
      expect.stringMatching(/^✖ The record is not entry 0 of the log/),
      '✖ The record is not canonical JSON (RFC 8785): it was changed or written anew.',
    ]);
  });

  it('REC-1 with a record of another form says what is wrong with it', () => {
    const record = canonicalBytes({ ...decision.record, format: 'folkmoot-record-9' });
    expect(sentences({ ...files, record })[1]).toMatch(
      /^✖ The record has not the form that this version knows: \/format /,
    );
  });

  it('REC-1 with evidence that is not canonical, or of another form, refuses it', () => {
    const loose = Buffer.from(JSON.stringify(decision.evidence, null, 1));
    expect(sentences({ ...files, evidence: loose }).at(-1)).toMatch(/^✖ The evidence is not canonical JSON/);
    const other = canonicalBytes({ ...decision.evidence, ballots: [{}] });
    expect(sentences({ ...files, evidence: other }).at(-1)).toMatch(
      /^✖ The evidence has not the form .* \/ballots\/0/,
    );
  });
});

describe('a ballot that was acknowledged', () => {
  const acknowledged = (place: number) => acknowledge([decision.evidence.ballots[place]!], signer);
  const last = async (exported: Exported, place: number) => {
    const acknowledgements = await acknowledged(place);
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

  it.each<[string, (evidence: Evidence) => void]>([
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

  it('VOT-6 in another decision, or by another log, proves nothing of this one', async () => {
    const elsewhere = await acknowledge([{ ...decision.evidence.ballots[0]!, decision: 'another' }], signer);
    const other = newSigner('other.example/log');
    const foreign = await acknowledge([decision.evidence.ballots[0]!], other);
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
      at: decision.record.submittedAt,
    };
    const full = decide({
      electors: five,
      rounds: [{ positions: all(five, 'agree'), rankings: [['m2', [['proposal']]]], after: 2 }],
    });
    const evidence = { ...full.evidence, statements: [statement] };
    const exported = published(mended(full.record, evidence), evidence);
    const acknowledgements = await acknowledge(
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
    ['that is nothing', () => null, 'not the proof of an answer'],
  ])('REC-1 %s is refused', async (_, change, sentence) => {
    const proofs = [change(await proofOf('ballots', 2))];
    expect(sentences({ ...files, proofs }).at(-1)).toMatch(new RegExp(`^✖ .*${sentence}`));
  });
});

describe('anything else', () => {
  it.prop([fc.json(), fc.json(), fc.json()])(
    'REC-3 is refused in sentences, never by a crash',
    (record, evidence, other) => {
      const checks = verifyDecision(
        {
          record: Buffer.from(record),
          receipt: Buffer.from(other),
          evidence: Buffer.from(evidence),
          acknowledgements: [JSON.parse(other)],
          proofs: [JSON.parse(other)],
        },
        keys,
      );
      expect(checks.some(({ ok }) => !ok)).toBe(true);
    },
  );

  const known: readonly string[] = [canonicalJson(decision.record), canonicalJson(decision.evidence)];
  it.prop([
    fc.constantFrom(0, 1),
    fc.nat(),
    fc.constantFrom('null', '0', '-1', '1e99', '""', '[]', '{}', 'true'),
  ])(
    'REC-3 with any value in the place of another is refused in sentences, or changes nothing',
    (which, place, value) => {
      const text = known[which]!;
      const places = [...text.matchAll(/:("[^"\\]*"|\d+|true|false|null)/g)];
      const { index, 0: found } = places[place % places.length]!;
      const changed = `${text.slice(0, index)}:${value}${text.slice(index + found.length)}`;
      const files_ =
        which === 0
          ? { ...files, record: Buffer.from(changed) }
          : { ...files, evidence: Buffer.from(changed) };
      expect(verifyDecision(files_, keys).every(({ ok }) => ok)).toBe(changed === text);
    },
  );

  it('REC-3 with a byte of the evidence changed is found', () => {
    const evidence = Buffer.from(files.evidence!);
    const passing: number[] = [];
    for (let place = 0; place < evidence.length; place += 7) {
      const changed = Buffer.from(evidence);
      changed[place] = changed[place]! ^ 1;
      if (verifyDecision({ ...files, evidence: changed }, keys).every(({ ok }) => ok)) passing.push(place);
    }
    expect(passing).toEqual([]);
  });

  it('REC-1 evidence is read into what it is', () => {
    expect(readEvidence(files.evidence!)).toMatchObject({ evidence: decision.evidence });
    expect(readRecord(files.record)).toEqual(JSON.parse(String(files.record)));
  });
});
