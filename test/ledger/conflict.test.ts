/** Conflicts computed again, from within their room and from outside; and lies about them (CNF-1 to CNF-5, AUT-2, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { ConflictEvidence, ConflictRecord } from '../../ledger/conflict/schema.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { mended } from './decision.ts';
import { conflict, conflicts, parties } from './conflict.ts';
import type { Told } from './emergency.ts';
import { published, sentences } from './published.ts';
import { moved } from './told.ts';

type Conflict = Told<ConflictRecord, ConflictEvidence>;

/** What is found in documents that are read back from their bytes. */
function found({ record, evidence }: Conflict): readonly string[] {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside).map((one) => `${one.document} ${one.pointer} ${one.sentence}`);
}

/** As who is not in the room is given it. */
const fromOutside = ({ record, evidence }: Conflict): Conflict => ({
  record,
  evidence: { ...evidence, room: null, salt: null },
});

const way = (name: keyof typeof conflicts): Conflict => structuredClone(conflict(conflicts[name]![0]));

const told = ({ evidence }: Conflict, kind: string) =>
  [...(evidence.room ?? []), ...evidence.timeline].find((one) => one.kind === kind)!;

const settled = 'CNF-2 settled in negotiation, on newer terms';
const arbitrated = 'CNF-4 arbitrated';
const withdrawn = 'CNF-1 withdrawn in mediation';
const dropped = 'CNF-1 without one who was no party, uncontested';
const held = 'CNF-1 held for the word of one whom the opener alone contests';
const tooFew = 'GUA-2 arbitrated by the guardian, too few being left';

describe('a conflict', () => {
  it.each(Object.entries(conflicts))('REC-1 %s is computed again', (_, [script, outcome]) => {
    const one = conflict(script);
    expect(found(one)).toEqual([]);
    expect(found(fromOutside(one))).toEqual([]);
    expect(recompute(one.record, null)).toEqual([]);
    expect(one.record.outcome).toBe(outcome);
  });

  it('AUT-2 that was settled in its room shows neither names nor texts', () => {
    const { record } = way(settled);
    const text = String(canonicalBytes(record));
    for (const said of [...parties.flat().map((id) => JSON.stringify(id)), 'fence', 'Terms'])
      expect(text).not.toContain(said);
    expect(record).toMatchObject({
      title: null,
      outcome: 'settled',
      settlement: { hash: expect.any(String) },
    });
  });

  it('AUT-2 that was settled in its room has other hashes with another salt', () => {
    const [one, other] = [way(settled), way(settled)];
    other.evidence.salt = 't'.repeat(43);
    const record = mended(other.record, other.evidence);
    expect(record.evidence.room.root).not.toBe(one.record.evidence.room.root);
    expect(found({ ...other, record }).join('\n')).toContain('record /matter/hash is');
  });

  it('AUT-2 of which the room was withheld is verified for the rest, and says so', () => {
    const withheld = /What was said in its room was withheld \(AUT-2\)/u;
    const { record, evidence } = fromOutside(way(arbitrated));
    const said = sentences(published(record, evidence));
    expect(said.every((sentence) => sentence.startsWith('✔'))).toBe(true);
    expect(said.at(-1)).toMatch(withheld);
    expect(said.at(-1)).toContain('ballots (replaced ones too): 7');
    const kept = fromOutside(way(settled));
    expect(sentences(published(kept.record, kept.evidence)).at(-1)).toMatch(withheld);
  });

  it('AUT-2 is not proven by a room without its salt, nor by a salt without its room', () => {
    const one = way(settled);
    const { room, salt } = one.evidence;
    for (const evidence of [
      { ...one.evidence, room, salt: null },
      { ...one.evidence, room: null, salt },
    ])
      expect(found({ record: one.record, evidence })).not.toEqual([]);
  });

  it.each<[string, keyof typeof conflicts, (one: Conflict) => void, string]>([
    [
      'terms that one party never accepted',
      settled,
      (one) => {
        one.evidence.room!.splice(5, 1);
        one.evidence.room!.forEach((entry, place) => (entry.number = place + 1));
      },
      'evidence /room/5 is not settled, on terms that every party had accepted then (CNF-2)',
    ],
    [
      'an acceptance at the end of the window',
      settled,
      (one) => {
        for (const kind of ['terms-accepted', 'ended'])
          one.evidence.room!.findLast((entry) => entry.kind === kind)!.at = moved(
            one.record.createdAt,
            86_400_000,
          );
      },
      'evidence /room/5 was said 2026-01-06T09:00:00.000Z, but the stage closed 2026-01-06T09:00:00.000Z (PRO-10)',
    ],
    [
      'an acceptance of terms that were replaced',
      settled,
      (one) => void (one.evidence.room![4]!.facts.n = 1),
      'evidence /room/4 accepts terms that were replaced, or that nobody put (CNF-2)',
    ],
    [
      'a climb before the window’s end, without an impasse',
      arbitrated,
      (one) => {
        const mediation = told(one, 'mediation-opened');
        Object.assign(mediation, { at: moved(mediation.at, -1) });
      },
      'evidence /room/1 goes on before 2026-01-06T09:00:00.000Z, but not every party had declared an impasse (CNF-3)',
    ],
    [
      'a ranking turned',
      arbitrated,
      (one) => one.evidence.preferences.forEach((given) => (given.ranking = [['remedy-1']])),
      'record /remedies/condorcetWinner is "remedy-2", but "remedy-1" follows',
    ],
    [
      'a remedy that nobody ranked first put to the vote',
      arbitrated,
      (one) => {
        told(one, 'vote-opened').facts.chosen = 'remedy-1';
        one.record.vote!.remedy = 'remedy-1';
      },
      'record /vote/remedy is remedy-1, but remedy-2 came first of the remedies (CNF-4)',
    ],
    [
      'a remedy left out',
      arbitrated,
      (one) => void one.evidence.declarations.shift(),
      'evidence /declarations are not the remedies, each once, numbered as they were put (CNF-4)',
    ],
    [
      'ballots turned',
      arbitrated,
      (one) => one.evidence.ballots.forEach((ballot) => (ballot.choice = 'against')),
      'record /vote/tally/verdict is "adopted", but "rejected" follows',
    ],
    [
      'a party among those who judge',
      arbitrated,
      (one) => void (one.evidence.electorate[0]!.member = 'ada'),
      'evidence /electorate has ada, who would judge their own case (GUA-2)',
    ],
    [
      'a guardian who was one of the parties',
      'CNF-4 arbitrated by the guardian',
      ({ record }) =>
        void (record.resolution!.guardian = 'parties' in record.matter ? record.matter.parties[1][0]! : ''),
      'who would judge their own case (GUA-1)',
    ],
    [
      'a guardian’s word after the week',
      'CNF-4 arbitrated by the guardian',
      (one) => void (one.record.resolution!.at = one.record.resolution!.closes),
      'outside the window',
    ],
    [
      'another outcome',
      'CNF-4 unresolved in silence',
      (one) => {
        told(one, 'ended').facts.outcome = 'arbitrated';
        one.record.outcome = 'arbitrated';
      },
      'record /outcome is "arbitrated", but "unresolved" follows',
    ],
    [
      'an appeal that overturned, passed over',
      'APP-2 overturned',
      (one) => {
        told(one, 'ended').facts.outcome = 'arbitrated';
        one.record.outcome = 'arbitrated';
      },
      'record /outcome is "arbitrated", but "overturned" follows',
    ],
    [
      'a remand of what was remanded',
      'APP-2 remanded',
      (one) => void one.record.links.push({ relation: 'remand-of', id: 'before' }),
      'record /links remand it again, though it was remanded before (APP-2)',
    ],
    [
      'a longer window',
      arbitrated,
      (one) => void (one.record.path[2]!.closes = moved(one.record.path[2]!.closes, 1)),
      'record /path/2/closes is 2026-01-11T09:00:00.001Z, but 2026-01-11T09:00:00.000Z follows (CNF-5)',
    ],
    [
      'a withdrawal by another than the opener',
      withdrawn,
      (one) => void (told(one, 'withdrawn').facts.by = 'bo'),
      'is by bo, who did not open it (CNF-1)',
    ],
    [
      'a withdrawal that nobody gave',
      withdrawn,
      (one) => void (told(one, 'withdrawn').kind = 'message'),
      'is withdrawn, but its opener did not say so then (CNF-1)',
    ],
    [
      'a word that ends before its day is over',
      dropped,
      (one) => {
        for (const kind of ['no-party-ended', 'party-dropped'])
          Object.assign(told(one, kind), { at: moved(told(one, kind).at, -1) });
      },
      'ends 2026-01-06T11:59:59.999Z, before 2026-01-06T12:00:00.000Z (CNF-1)',
    ],
    [
      'a word that was contested, and is told as if it was not',
      held,
      (one) => void (told(one, 'no-party-ended').facts.because = 'uncontested'),
      'does not end as it follows: opener-alone, no party (CNF-1)',
    ],
    ...[null, '', 'yesterday', '2026-01-05', 1].map(
      (when): [string, string, (one: Conflict) => void, string] => [
        `a word that happened ${JSON.stringify(when)}`,
        dropped,
        (one) => void (told(one, 'no-party').facts.happenedAt = when),
        '/facts/happenedAt is no instant before that of the entry (REC-4)',
      ],
    ),
    [
      'a word in the mediation, which is told as a negotiation',
      arbitrated,
      (one) => {
        const room = one.evidence.room ?? [];
        const mediation = told(one, 'mediation-opened');
        mediation.facts.stage = 'negotiation';
        const facts = { by: 'cy', reason: 'I was away.', until: moved(mediation.at, 86_400_000) };
        room.splice(room.indexOf(mediation) + 1, 0, { ...mediation, kind: 'no-party', facts });
      },
      'is of cy, who is not named, or comes after the negotiation (CNF-1)',
    ],
    [
      'a contest after the day',
      held,
      (one) => void (told(one, 'no-party').facts.until = moved(told(one, 'no-party').at, 1)),
      '/facts/until is not',
    ],
    [
      'a guardian who is a party asked who is one',
      'CNF-1 with one who stays a party, as the guardian says',
      (one) => void (told(one, 'no-party-asked').facts.guardian = 'bo'),
      'asks bo, who would judge their own case (GUA-1)',
    ],
    [
      'another guardian asked, though the office did not pass on',
      'CNF-1 with one who stays a party, as the guardian says',
      (one) => {
        const room = one.evidence.room ?? [];
        const asked = told(one, 'no-party-asked');
        const again = { ...asked, facts: { ...asked.facts, guardian: 'vic', from: 'another' } };
        room.splice(room.indexOf(asked) + 1, 0, again);
      },
      'asks vic, but nobody else was waited for (GUA-1)',
    ],
    [
      'talks held for nobody’s word',
      held,
      (one) => void (told(one, 'no-party').kind = 'message'),
      'holds the talks, but no word is open (CNF-1)',
    ],
    [
      'talks held for longer than any word takes',
      held,
      (one) => void (one.record.path[0]!.closes = moved(one.record.createdAt, 72 * 3_600_000)),
      'record /path/0/closes is 2026-01-08T09:00:00.000Z, but 2026-01-06T09:00:00.000Z follows (CNF-5)',
    ],
    [
      'one among the parties who was dropped as none',
      dropped,
      (one) => {
        told(one, 'arbitration-opened').facts.parties = parties;
        one.record.matter = { ...one.record.matter, parties } as unknown as ConflictRecord['matter'];
      },
      'record /matter/parties',
    ],
    [
      'a council said to be small, so that it is not too few who vote',
      tooFew,
      (one) => {
        one.record.electorate!.council = 7;
        (told(one, 'arbitration-opened').facts.electorate as { council: number }).council = 7;
      },
      'record /electorate/council is 7, but 8 electors and 3 parties (GUA-2)',
    ],
    [
      'departures that were none',
      tooFew,
      (one) => void one.evidence.departures.splice(0),
      'record /remedies/electorate is 5, but 8 follows',
    ],
  ])('REC-1 with %s is found out', (_, name, lie, sentence) => {
    const one = way(name);
    lie(one);
    expect(found({ ...one, record: mended(one.record, one.evidence) }).join('\n')).toContain(sentence);
  });
});
