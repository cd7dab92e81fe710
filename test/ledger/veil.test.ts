/** Public records name neither accused nor victims nor parties, and hold what was said as hashes: who has the evidence sees that they fit (REC-5). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { verifyAnswerProof } from '../../ledger/answers/proof.ts';
import { leafHash } from '../../ledger/log/merkle.ts';
import { nodesAbove, proveInclusion } from '../../ledger/log/proofs.ts';
import { partsOf } from '../../ledger/parts/kinds.ts';
import { hashOfName, hashOfText, isHashedName, unveiled, veiled } from '../../ledger/parts/veil.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { conflict, conflicts } from './conflict.ts';
import { decide, type Decision, mended } from './decision.ts';
import { foundIn } from './forgery.ts';
import { passages } from './passages.ts';
import { rootsOf } from './roots.ts';
import { differences } from './ways.ts';

const heard = 'JUS-1 APP-1 with everyone heard, and no appeal';
const overturned = 'APP-2 overturned';
const accused = 'olga-who-is-accused';
const victim = 'pete-who-was-harmed';

const trial = (salt = 's'.repeat(43), passage: keyof typeof passages = heard): Decision =>
  decide({ ...passages[passage]![0], salt });

/** Every text in a value, however deep. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : typeof value === 'string'
      ? [value]
      : [];

describe('a name in a public record', () => {
  const record = {
    who: accused,
    said: 'No.',
    judges: ['zoe', victim],
    for: accused,
    other: { who: accused },
  };
  const places = { names: ['who', 'judges', 'nowhere.at.all'], texts: ['said', 'judges'] };
  const veil = { names: [accused, victim], salt: 's'.repeat(43) };

  it('REC-5 is its hash with the salt where names stand, and nowhere else; names of others stay', () => {
    expect(veiled(record, veil, { ...places, texts: ['said'] })).toEqual({
      ...record,
      who: hashOfName(accused, veil.salt),
      judges: ['zoe', hashOfName(victim, veil.salt)],
      said: hashOfText('No.', veil.salt),
    });
  });

  it('REC-5 comes back for who has the salt, and for nobody who guesses it', () => {
    const hidden = veiled(record, veil, { ...places, texts: [] });
    expect(unveiled(hidden, veil, places)).toEqual(record);
    expect(unveiled(hidden, { ...veil, salt: 't'.repeat(43) }, places)).toEqual(hidden);
    expect(unveiled(hidden, { ...veil, names: [victim] }, places)).toMatchObject({ judges: ['zoe', victim] });
  });

  it('REC-5 is no member’s id, and no hash of a text', () => {
    expect(isHashedName(hashOfName(accused, veil.salt))).toBe(true);
    expect(isHashedName(accused)).toBe(false);
    expect(hashOfName(accused, veil.salt)).not.toContain(
      (hashOfText(accused, veil.salt) as { hash: string }).hash,
    );
  });

  it('REC-5 of a long text the hash is salted as well; a figure stays', () => {
    const digest = { hash: '0'.repeat(64), bytes: 5_000 };
    expect(hashOfText(digest, veil.salt)).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(hashOfText(digest, veil.salt)).not.toEqual({ hash: digest.hash });
    expect([null, 7, { hash: '0'.repeat(64) }].map((value) => hashOfText(value, veil.salt))).toEqual([
      null,
      7,
      { hash: '0'.repeat(64) },
    ]);
  });
});

describe('the record of a justice decision', () => {
  it.each([heard, overturned, 'APP-2 remanded', 'APP-2 upheld by silence'])(
    'REC-5 JUS-1 that went %s proves itself, alone and to who has its evidence',
    (passage) => {
      const { record, evidence } = trial(undefined, passage);
      expect(record.names).toBe('hashed');
      expect(recompute(record, null)).toEqual([]);
      expect(differences({ record, evidence })).toEqual([]);
    },
  );

  it('REC-5 names neither accused nor victim, wherever they stand, and has no word of what was said', () => {
    const { record, evidence } = trial(undefined, overturned);
    const content = evidence.versions[0]!.content as { accused?: string; victims?: string[] };
    const named = [content.accused!, ...(content.victims ?? [])];
    const said = evidence.timeline.flatMap(({ facts }) => textsIn([facts.reason]));
    expect(said.length).toBeGreaterThan(1);
    const texts = textsIn({ ...record, rules: null });
    expect(texts.filter((text) => [...named, ...said].includes(text))).toEqual([]);
    expect(texts.filter(isHashedName).length).toBeGreaterThan(2);
  });

  it('REC-5 has no hash that anybody can compute who guesses names and texts', () => {
    const { record, evidence } = trial(undefined, overturned);
    const guesses = [
      ...Object.values(rootsOf(evidence, {})).map(({ root }) => root),
      ...partsOf('proposal').flatMap((part) =>
        evidence[part].map((entry) => leafHash(canonicalBytes(entry)).toString('hex')),
      ),
      leafHash(canonicalBytes(evidence.versions[0]!.content)).toString('hex'),
      ...['m1', 'm2'].map((member) => leafHash(canonicalBytes({ member })).toString('hex')),
    ];
    const text = String(canonicalBytes({ ...record, charter: null }));
    expect(guesses.filter((hash) => text.includes(hash))).toEqual([]);
  });

  it('REC-5 has no name or text in common with that of the same under another salt', () => {
    const [one, other] = [trial(), trial('t'.repeat(43))];
    const hashes = ({ record }: Decision) => textsIn(record).filter((text) => isHashedName(text));
    expect(hashes(one).filter((hash) => hashes(other).includes(hash))).toEqual([]);
    expect(differences({ record: one.record, evidence: other.evidence })).not.toEqual([]);
  });

  it('REC-5 AUT-2 is found out where its evidence has no salt, or its author was the victim and is named', () => {
    const { record, evidence } = trial();
    const unsalted = { ...evidence, salt: null };
    expect(differences({ record: mended(record, unsalted), evidence: unsalted })).toContainEqual(
      expect.objectContaining({ pointer: '/salt' }),
    );
    const { author: _nobody, ...script } = passages[heard]![0];
    const own = decide({ ...script, content: { accused: 'm2', victims: ['m1'] } });
    expect(isHashedName(own.record.author)).toBe(true);
    const told = { ...own.record, author: 'm1' };
    expect(differences({ record: told, evidence: own.evidence })).toContainEqual(
      expect.objectContaining({ pointer: '/author' }),
    );
  });

  it.each<[string, (decision: Decision) => void, string]>([
    [
      'another accused than its evidence',
      ({ record, evidence }) => void (record.requirements[0]!.who = hashOfName('m9', evidence.salt!)),
      'record /requirements/0/who is "sha256:',
    ],
    [
      'the accused by name',
      ({ record }) => void (record.requirements[0]!.who = 'm1'),
      'record /requirements/0/who names who is heard (REC-5)',
    ],
    [
      'everybody by name',
      ({ record }) => void delete record.names,
      'record /names is nothing, but "hashed" follows',
    ],
    [
      'another text in the place of what was said',
      ({ record, evidence }) =>
        void (record.appeal!.lodged!.reason = hashOfText('Nothing.', evidence.salt!) as { hash: string }),
      'record /appeal/lodged/reason/hash is',
    ],
    [
      'what was said, in words',
      ({ record }) => void (record.appeal!.lodged!.reason = 'They never asked me.'),
      'record /appeal/lodged/reason is "They never asked me."',
    ],
  ])('REC-5 that has %s is found out', (_, lie, sentence) => {
    expect(foundIn(overturned, lie)).toContain(sentence);
  });

  it('VOT-6 REC-5 proves a single position, whose place the salt does not take', async () => {
    const { record, evidence } = trial();
    const texts = [...evidence.positions.map((entry) => canonicalJson(entry)), canonicalJson(evidence.salt)];
    const leaves = texts.map((text) => leafHash(Buffer.from(text)));
    const path = await proveInclusion(nodesAbove(leaves), 0, leaves.length);
    const proof = {
      part: 'positions',
      entry: { ...evidence.positions[0] },
      index: 0,
      size: leaves.length,
      path: path.map((hash) => hash.toString('base64')),
    };
    expect(verifyAnswerProof(record, proof)).toEqual(proof);
    expect(verifyAnswerProof(record, { ...proof, size: leaves.length - 1 })).toHaveProperty('fault');
  });

  it('APP-2 PRO-12 REC-5 is held against the one that it was remanded from: under one salt its hashes are the same', () => {
    const { author: _nobody, ...script } = passages['APP-2 remanded']![0];
    const first = decide({ ...script, content: { accused: 'm2', victims: ['m1'] } }).record;
    expect(isHashedName(first.author)).toBe(true);
    const to = first.links.find(({ relation }) => relation === 'remanded-to')!.id;
    const next = {
      ...trial().record,
      id: to,
      author: null,
      originator: first.author,
      links: [{ relation: 'remand-of', id: first.id }],
    };
    const follow = openSuccession();
    expect([follow(0, first), follow(1, next)]).toEqual([undefined, undefined]);
    const again = openSuccession();
    again(0, first);
    expect(again(1, { ...next, originator: hashOfName('m2', 's'.repeat(43)) })).toContain('(PRO-12)');
  });
});

describe('the record of a conflict that came before the council', () => {
  const [script] = conflicts['APP-2 overturned']!;

  it('REC-5 names no party and has no word of theirs, and computes all the same', () => {
    const { record, evidence } = conflict(script);
    expect(recompute(record, null)).toEqual([]);
    const texts = textsIn({ ...record, rules: null });
    for (const hidden of ['ada', 'bo', 'cy', 'The fence was moved by a yard.', 'It is moved back.'])
      expect(texts).not.toContain(hidden);
    expect(String(canonicalBytes(record))).not.toMatch(
      /fence|moved back|Nobody asked us|principles say|Words of/u,
    );
    expect(textsIn(evidence.timeline)).toContain('ada');
  });

  it('REC-5 whose evidence has no salt of its names, or another, is found out', () => {
    const { record, evidence } = conflict(script);
    for (const nameSalt of [null, 't'.repeat(43)]) {
      const other = { ...evidence, nameSalt };
      expect(differences({ record: mended(record, other), evidence: other } as never).length).toBeGreaterThan(
        0,
      );
    }
  });
});

describe('a record that carries out what was decided about somebody', () => {
  const sensor = {
    id: 'gate',
    key: { crv: 'Ed25519', kty: 'OKP', x: 'a'.repeat(43) },
    place: 'the gate',
    owner: 'm3',
    purpose: 'Who leaves by night.',
  } as const;
  const observing = (more: object) =>
    decide({
      electors: passages[heard]![0].electors,
      rounds: passages[heard]![0].rounds ?? [],
      content: { action: { type: 'sensor.register', sensor: { ...sensor, ...more } } },
      result: { ...sensor, sensor: sensor.id, persons: [], because: null, ...more },
    }).record;
  const toldIn = ({ ending }: Decision['record']) =>
    (ending.facts as { told: { result: Record<string, unknown> } }).told.result;

  it('REC-5 ALM-1 does not name whom a sensor observes because of a justice decision, and names the sensor and its owner', () => {
    const result = toldIn(observing({ persons: [accused], because: 'the-trial' }));
    expect(result.persons).toEqual([hashOfName(accused, 's'.repeat(43))]);
    expect(result).toMatchObject({ sensor: 'gate', owner: 'm3', because: 'the-trial' });
    expect(JSON.stringify(result)).not.toMatch(/by night|the gate/u);
    // Whom it asks for their consent, nobody has judged.
    expect(observing({ persons: ['zoe'] }).ending.facts).toMatchObject({
      told: { missing: [{ what: 'consent', who: 'zoe' }] },
    });
  });
});
