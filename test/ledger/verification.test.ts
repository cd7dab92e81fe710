/** Verifying a decision as anyone can: what each check says, from receipt to outcome. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { notCheckedAlone, verifyDecision } from '../../ledger/recount/verification.ts';
import { decide, decisionId } from './decision.ts';
import { origin } from './keys.ts';
import { decision, files, five, keys, published, sentences, signer } from './published.ts';

describe('a decision that was exported', () => {
  it('REC-3 is verified from receipt to outcome, and each check says what it found', () => {
    expect(sentences(files)).toEqual([
      `✔ The record is entry 0 of the log ${origin}, as of its checkpoint of 1 entry, signed with key ${signer.id}.`,
      `✔ The record is of “A second workshop day” (${decisionId}): executed, ended ${decision.record.endedAt}.`,
      '✔ Its figures agree with its rules: 3 rounds, 1 vote, executed.',
      '✔ The evidence is what the record was made of, and gives the same outcome again: ballots (replaced ones too): 5, electors: 5, positions: 1, preference maps: 3, entries of the timeline: 12, versions of the text: 1.',
    ]);
  });

  it('REC-3 is verified without its evidence as far as that goes', () => {
    expect(sentences({ ...files, evidence: undefined })).toHaveLength(3);
  });

  it('AUT-2 shows no title where the text is private', () => {
    const personal = decide({ electors: [], category: { tier: 1 } });
    expect(personal.record.title).toBeNull();
    expect(sentences(published(personal.record, personal.evidence))[1]).toContain(
      `of the decision ${decisionId}`,
    );
    expect(personal.recordBytes.includes('workshop')).toBe(false);
  });

  it('REC-3 that ran at a pace is told to be a trial', () => {
    const record = { ...decision.record, charter: { ...decision.record.charter, pace: 86_400 } };
    expect(sentences(published(record, decision.evidence))[1]).toBe(
      `✔ The record is of “A second workshop day” (${decisionId}): executed, ended ${decision.record.endedAt}. Its windows ran 86400 times shorter than its charter says: it was a trial.`,
    );
  });

  it('EXE-2 that only executes again is proved by nothing of its own: no check says that it follows, and what was not checked is told', () => {
    const { record } = decide({ electors: five, rounds: [{}], withdrawnIn: 1 });
    const retried = {
      ...record,
      links: [{ relation: 'retry-of', id: 'the-first' }],
      electorate: null,
      rounds: [],
      outcome: 'executed' as const,
      stages: [{ stage: 'execution' as const, opens: record.endedAt, closes: null }],
      ending: { rule: 'EXE-1', facts: { told: {} }, doneBefore: null },
      rationale: [{ rule: 'EXE-1', outcome: 'executed' }],
    };
    const made = published(retried, decision.evidence);
    expect(verifyDecision({ ...made, evidence: undefined }, keys).map(({ check }) => check)).toEqual([
      'receipt',
      'record',
    ]);
    expect(notCheckedAlone(retried)).toMatch(/^Not checked: whether the-first, which it only executes again/);
    expect(notCheckedAlone(record)).toBeUndefined();
    const otherwise = published({ ...retried, outcome: 'rejected' }, decision.evidence);
    expect(verifyDecision({ ...otherwise, evidence: undefined }, keys).some(({ ok }) => !ok)).toBe(true);
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

  it('REC-3 with a refusal in the place of the record says what was refused', () => {
    const record = Buffer.from('{"type":"/problems/not-found","status":404,"detail":"There is nothing."}');
    expect(sentences({ ...files, record })[1]).toBe(
      '✖ This is no record, but the refusal of one: There is nothing.',
    );
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
