/** Values that were made to mislead a verifier or to break it: answered in sentences, whatever they are. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { acknowledge, openAcknowledgement } from '../../ledger/answers/acknowledgement.ts';
import { verifyAnswerProof } from '../../ledger/answers/proof.ts';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { readEvidence } from '../../ledger/parts/evidence.ts';
import { canonicalOf } from '../../ledger/bytes/json.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { verifyDecision } from '../../ledger/recount/verification.ts';
import type { Evidence, RecordDocument } from '../../ledger/parts/records.ts';
import { conflict, conflicts } from './conflict.ts';
import { mended } from './decision.ts';
import { example } from './example.ts';
import { emergencies, emergency, type Told } from './emergency.ts';
import { keys, published, signer } from './published.ts';

const decision = example();
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('any value at all', () => {
  /** What throws where it is made a word of, as in a comparison or a sorting. */
  const wordless = { toString: 1, valueOf: 1 };
  const awkward = fc.constantFrom<unknown>(
    wordless,
    JSON.parse('{"__proto__":{"length":1e9}}'),
    { toJSON: 'x' },
    { length: 1e9 },
    { constructor: null },
    JSON.parse(nested(90)),
    [],
    {},
    -0,
    1e300,
    Number.MAX_SAFE_INTEGER,
    '',
    '\u0000',
    '__proto__',
    '9999-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00.000Z',
  );
  const value = fc.oneof(awkward, fc.jsonValue());

  /** Every place in a document, as the keys that lead there. */
  function placesIn(document: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof document !== 'object' || document === null) return [path];
    const below = Object.entries(document).flatMap(([key, item]) => placesIn(item, [...path, key]));
    return path.length === 0 ? below : [path, ...below];
  }

  function put<Whole>(whole: Whole, path: readonly string[], what: unknown): Whole {
    const changed = JSON.parse(JSON.stringify(whole)) as Whole;
    let at = changed as Record<string, unknown>;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[path.at(-1)!] = what;
    return changed;
  }

  function answersEvidence(record: RecordDocument, forged: Evidence): void {
    const bytes = canonicalBytes(forged);
    const read = readEvidence(bytes);
    const made = 'fault' in read ? record : mended(record, forged);
    const checks = verifyDecision({ ...published(made, forged), evidence: bytes }, keys);
    for (const { sentence } of checks) expect(sentence).toMatch(/\.$/);
  }

  /** A decision of each kind; a conflict of each room. */
  const documents: Readonly<Record<string, Told<RecordDocument, Evidence>>> = {
    proposal: decision,
    emergency: emergency(emergencies['EMG-6 ratified, while an override was open']!),
    'conflict in its room': conflict(conflicts['CNF-3 settled in mediation, once a party had departed']![0]),
    'conflict before the council': conflict(conflicts['APP-2 upheld']![0]),
    'conflict before the guardian': conflict(conflicts['CNF-4 arbitrated by the guardian']![0]),
  };

  describe.each(Object.entries(documents))('of a %s', (_, { record, evidence }) => {
    it.prop([fc.constantFrom(...placesIn(record)), value])(
      'REC-1 in a record is answered in sentences',
      (path, what) => {
        const forged = put(record, path, what);
        const checks = verifyDecision(published(forged, evidence), keys);
        for (const { sentence } of checks) expect(sentence).toMatch(/\.$/);
      },
    );

    it.prop([fc.constantFrom(...placesIn(evidence)), value])(
      'REC-1 in evidence, its roots mended, is answered in sentences',
      (path, what) => {
        answersEvidence(record, put(evidence, path, what));
      },
    );

    it('REC-1 in evidence is answered in sentences also where what stands in a place can be no word', () => {
      for (const path of placesIn(evidence)) answersEvidence(record, put(evidence, path, wordless));
    });
  });

  it.prop([fc.constantFrom('entry', 'hash', 'promise', 'index', 'size', 'path', 'note', 'elector'), value])(
    'VOT-6 in an acknowledgement is answered in a sentence, or changes nothing',
    async (key, what) => {
      const [answer] = acknowledge([decision.evidence.ballots[0]!], signer);
      const { promise } = answer!;
      const forged =
        key in promise ? { ...answer, promise: { ...promise, [key]: what } } : { ...answer, [key]: what };
      const opened = openAcknowledgement(forged, keys);
      if (canonicalOf(forged) !== canonicalOf(answer)) expect(opened).toEqual({ fault: expect.any(String) });
    },
  );

  it.prop([fc.constantFrom('part', 'entry', 'index', 'size', 'path'), value])(
    'REC-1 in the proof of an answer is answered in a sentence, or changes nothing',
    (key, what) => {
      const [entry] = decision.evidence.preferences;
      const whole = { part: 'preferences', entry, index: 0, size: 1, path: [] };
      expect(verifyAnswerProof(decision.record, whole)).toEqual(whole);
      const changed = { ...whole, [key]: what };
      if (canonicalOf(changed) !== canonicalOf(whole))
        expect(verifyAnswerProof(decision.record, changed)).toEqual({ fault: expect.any(String) });
    },
  );

  it('VOT-6 that the log signed without sense is told without sense', async () => {
    const odd = { ...decision.evidence.ballots[0]!, elector: { toString: 1 }, number: [] };
    const [answer] = acknowledge([odd], signer);
    const files = { ...published(decision.record, decision.evidence), acknowledgements: [answer] };
    expect(verifyDecision(files, keys).at(-1)?.sentence).toContain(
      'Ballot ? of ? in vote 1 was acknowledged',
    );
  });
});

describe('a search for differences', () => {
  it('REC-1 holds no more of them than it tells', () => {
    const strangers = Array.from({ length: 50_000 }, (_, place) => ({
      ...decision.evidence.ballots[0]!,
      elector: `s${place}`,
    }));
    const forged = { ...decision.evidence, ballots: strangers };
    const read = readEvidence(canonicalBytes(forged));
    if ('fault' in read) throw new Error(read.fault);
    expect(recompute(mended(decision.record, forged), read)).toHaveLength(100);
  });
});
