/** A personal decision's record tells nothing of it: who guesses all of its words cannot tell that the guess is right (TIE-1, AUT-2). */
import { describe, expect, it } from 'vitest';
import { verifyAnswerProof } from '../../ledger/answers/proof.ts';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { partsOf } from '../../ledger/parts/kinds.ts';
import { readEvidence } from '../../ledger/parts/evidence.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { rootOfTexts } from './trees.ts';
import { nodesAbove, proveInclusion } from '../../ledger/log/proofs.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { decide, type Decision, mended, type Script } from './decision.ts';
import { differences } from './ways.ts';
import { rootsOf } from './roots.ts';

const words = {
  title: 'Leaving the choir',
  text: 'I stop singing on Thursdays.',
  rationale: 'My voice is tired.',
  impact: { affected: ['m1'], statement: 'I have the evening for myself.' },
  alternatives: [{ title: 'Every other week', text: 'Only in winter.' }],
  action: { type: 'allocation.grant' as const, resource: 'quiet-room', amount: 417, to: 'receiver-of-rooms' },
};
const personal = (salt: string): Script => ({
  electors: [],
  category: { name: 'personal.time', tier: 1, threshold: null, quorum: null },
  content: words,
  statements: [['m2', 'We will miss your alto.']],
  result: {
    resource: 'quiet-room',
    amount: 417,
    to: 'receiver-of-rooms',
    until: null,
    evidence: 'The key is mine.',
  },
  salt,
});
const decision = decide(personal('a'.repeat(43)));

/** Every text in a value, however deep. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : typeof value === 'string'
      ? [value]
      : [];

describe('the record of a personal decision', () => {
  it('AUT-2 REC-1 proves itself to who may read its evidence', () => {
    expect(differences(decision)).toEqual([]);
  });

  it('AUT-2 has no word of its text, its action, what came of it, or what was said of it', () => {
    const said = [
      ...textsIn(words).filter((text) => text !== 'm1'),
      ...[
        'We will miss your alto.',
        'quiet-room',
        '417',
        'The key is mine.',
        'allocation',
        decision.evidence.salt!,
      ],
    ];
    expect(said.length).toBeGreaterThan(10);
    const text = String(decision.recordBytes).replaceAll(/"actions":\[[^\]]*\]/g, '');
    expect(said.filter((part) => text.includes(part))).toEqual([]);
  });

  it('AUT-2 has no hash that anybody can compute who guesses the whole text', () => {
    const { evidence } = decision;
    const texts = partsOf('proposal').flatMap((part) => evidence[part].map((entry) => canonicalJson(entry)));
    const guesses = [
      ...Object.values(rootsOf(evidence, {})).map(({ root }) => root),
      ...texts
        .flatMap((text) => [leafHash(Buffer.from(text)), rootOfTexts([text])])
        .map((hash) => hash.toString('hex')),
      ...[words, evidence.versions[0]!.content, evidence.timeline.at(-1)!.facts].map((value) =>
        leafHash(canonicalBytes(value)).toString('hex'),
      ),
    ];
    const hashes = textsIn({ ...decision.record, charter: null }).filter((text) =>
      /^[0-9a-f]{64}$/.test(text),
    );
    expect(hashes).toHaveLength(13);
    expect(hashes.filter((hash) => guesses.includes(hash))).toEqual([]);
  });

  it('AUT-2 has no hash in common with that of the same words under another salt', () => {
    const other = decide(personal('b'.repeat(43)));
    const hashes = ({ record }: Decision) => [
      ...Object.values(record.evidence).map(({ root }) => root),
      ...record.versions.map(({ hash }) => hash),
    ];
    expect(hashes(other).filter((hash) => hashes(decision).includes(hash))).toEqual([]);
    expect(differences({ record: decision.record, evidence: other.evidence })).not.toEqual([]);
  });

  it('AUT-2 is found out where its evidence has another salt, none, or one too short to hide anything', () => {
    const { record, evidence } = decision;
    const unsalted = { ...evidence, salt: null };
    expect(differences({ record: mended(record, unsalted), evidence: unsalted })).toContainEqual(
      expect.objectContaining({ pointer: '/salt' }),
    );
    expect(readEvidence(canonicalBytes({ ...evidence, salt: 'guess me' }))).toHaveProperty('fault');
    const council = decide({ electors: ['m1'] });
    const salted = { ...council.evidence, salt: 'a'.repeat(43) };
    expect(differences({ record: mended(council.record, salted), evidence: salted })).toContainEqual(
      expect.objectContaining({ pointer: '/salt' }),
    );
  });

  it.each<[string, (record: Decision['record']) => void, string]>([
    [
      'its stages',
      (record) => void record.stages.push({ stage: 'execution', opens: record.endedAt, closes: null }),
      '/stages',
    ],
    ['its title', (record) => void Object.assign(record, { title: words.title }), '/title'],
    [
      'what came of it',
      (record) => void Object.assign(record.ending, { facts: { told: { amount: 417 } } }),
      '/ending/facts',
    ],
  ])('AUT-2 that tells %s is no record of this form', (_, change, pointer) => {
    const record = structuredClone(decision.record);
    change(record);
    const found = differences({ record, evidence: decision.evidence }).map((one) => one.pointer);
    expect(found.some((one) => one.startsWith(pointer))).toBe(true);
  });

  it('VOT-6 REC-1 proves a single statement, whose place the salt does not take', async () => {
    const [statement] = decision.evidence.statements;
    const texts = [canonicalJson(statement), canonicalJson(decision.evidence.salt)];
    const read = nodesAbove(texts.map((text) => leafHash(Buffer.from(text))));
    const path = (await proveInclusion(read, 0, 2)).map((hash) => hash.toString('base64'));
    const proof = { part: 'statements', entry: { ...statement }, index: 0, size: 2, path };
    expect(verifyAnswerProof(decision.record, proof)).toEqual(proof);
    expect(verifyAnswerProof(decision.record, { ...proof, size: 1 })).toHaveProperty('fault');
    expect(verifyAnswerProof(decision.record, { ...proof, index: 1 })).toHaveProperty('fault');
  });

  it('EXE-2 executed again has a salt of its own, and follows what failed all the same', () => {
    const failed = { ...decision.record, outcome: 'execution-failed' as const };
    const again = decide({ ...personal('c'.repeat(43)), id: 'again' }).record;
    const follow = openSuccession();
    expect(follow(0, failed)).toBeUndefined();
    expect(follow(1, { ...again, links: [{ relation: 'retry-of', id: failed.id }] })).toBeUndefined();
  });
});
