/** Conflicts told by hand: their record and evidence as the engine would keep them. */
import type { EntryKind } from '../../rules/timeline.ts';
import { composeConflict, endedInRoom } from '../../ledger/conflict/composition.ts';
import type { ConflictEvidence, ConflictRecord } from '../../ledger/conflict/schema.ts';
import { evidenceFormat, type TimelineEntry } from '../../ledger/parts/evidence-entries.ts';
import { conflictRulesOf } from '../../ledger/conflict/rules.ts';
import { roomPath } from '../../ledger/conflict/path.ts';
import { firstRemedy } from '../../rules/conflict/state.ts';
import type { Choice } from '../../rules/model.ts';
import { preferenceMap } from '../../rules/polls/preferences.ts';
import { enoughJudge } from '../../rules/polls/recusal.ts';
import { leastWhole } from '../../rules/polls/share.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { defaultCharter } from '../support/polls.ts';
import type { Told } from './emergency.ts';
import { fail, later, people, start } from './script.ts';
import { rootsOf } from './roots.ts';

const conflictId = '0190a1b2-0000-7000-8000-00000000000c';
export const parties = [['ada'], ['bo', 'cy']] as const;

const electors = people(8);
const matter = { parties, what: 'The fence was moved by a yard.', remedy: 'It is moved back.' };

/** What happens in the room, in hours after the opening. */
type Happening = readonly [hours: number, kind: EntryKind, facts: Record<string, unknown>];

export interface ConflictScript {
  readonly room?: readonly Happening[];
  /** Terms that it settled on, and when; else it climbs to the council after 72 hours, or so many. */
  readonly settled?: readonly [terms: number, hours: number];
  readonly climbs?: number;
  /** When its opener withdrew it. */
  readonly withdrawn?: number;
  /** Who is a party as it climbs. */
  readonly left?: readonly [readonly string[], readonly string[]];
  /** Electors who depart while remedies are ranked. */
  readonly departed?: readonly string[];
  readonly remedies?: number;
  readonly rankings?: readonly (readonly [elector: string, ranking: string[][]])[];
  readonly ballots?: readonly (readonly [elector: string, choice: Choice])[];
  /** The guardian's pick, so many hours after being asked; silence unless given. */
  readonly guardian?: readonly [remedy: string, hours: number];
  readonly appealed?: 'upheld' | 'overturned' | 'remanded';
}

const rules = conflictRulesOf(defaultCharter()) ?? fail('no conflicts');
const { arbitration } = rules.conflicts;

export function conflict(script: ConflictScript): Told<ConflictRecord, ConflictEvidence> {
  const room: TimelineEntry[] = [];
  const timeline: TimelineEntry[] = [];
  const at = (hours: number): string => later(start, hours);
  const note = (list: TimelineEntry[], when: string, kind: EntryKind, facts: Record<string, unknown>): void =>
    void list.push({ decision: conflictId, number: list.length + 1, at: when, kind, facts });
  note(room, start, 'opened', { by: 'ada', ...matter, opens: start, closes: at(24) });
  for (const [hours, kind, facts] of script.room ?? []) note(room, at(hours), kind, facts);
  const evidence: ConflictEvidence = {
    ballots: [],
    declarations: [],
    departures: [],
    electorate: [],
    preferences: [],
    room,
    timeline,
    format: evidenceFormat,
    kind: 'conflict',
    nameSalt: null as string | null,
    salt: 's'.repeat(43),
  };
  const figures: {
    remedies: Parameters<typeof composeConflict>[0]['remedies'];
    vote: Parameters<typeof composeConflict>[0]['vote'];
  } = { remedies: null, vote: null };
  if (script.settled !== undefined) {
    const [terms, hours] = script.settled;
    note(room, at(hours), 'ended', { outcome: 'settled', rule: 'CNF-2', terms });
    return documents();
  }
  if (script.withdrawn !== undefined) {
    note(room, at(script.withdrawn), 'withdrawn', { by: 'ada' });
    note(room, at(script.withdrawn), 'ended', { outcome: 'withdrawn', rule: 'CNF-1', by: 'ada' });
    return documents();
  }
  const path = roomPath(room).map((passage) => ({ ...passage, ended: null }));
  const climbs = script.climbs ?? 72;
  const opens = at(climbs);
  const voting = at(climbs + 72);
  const size = electors.length;
  const electorate = {
    size,
    quorum: leastWhole(arbitration.quorum, size),
    council: size + (script.left ?? parties).flat().length,
  };
  const window = { opens, closes: voting };
  note(timeline, opens, 'arbitration-opened', {
    ...window,
    step: 'ranking',
    ...matter,
    electorate,
    path,
    ...(script.left === undefined ? {} : { parties: script.left }),
  });
  evidence.electorate.push(...electors.map((member) => ({ decision: conflictId, member, offline: false })));
  const options = Array.from({ length: script.remedies ?? 0 }, (_, place) => `remedy-${place + 1}`);
  for (const [place, id] of options.entries()) {
    const put = { decision: conflictId, kind: 'remedies', member: electors[place] ?? '', number: 1 };
    evidence.declarations.push({ ...put, facts: { id, text: `Words of ${id}.` }, at: later(opens, 1) });
  }
  const given = { decision: conflictId, pollNumber: 1, number: 1, reason: null, version: 1 };
  for (const [elector, ranking] of script.rankings ?? [])
    evidence.preferences.push({
      ...given,
      poll: 'remedies',
      elector,
      choice: null,
      ranking,
      at: later(opens, 2),
    });
  const { condorcetWinner, schulze } = preferenceMap(
    options,
    'status-quo',
    evidence.preferences.map(({ ranking }) => ranking),
  );
  const rankings = evidence.preferences.length;
  for (const member of script.departed ?? [])
    evidence.departures.push({
      decision: conflictId,
      poll: 'remedies',
      pollNumber: 1,
      member,
      at: later(opens, 1),
    });
  const present = size - evidence.departures.length;
  figures.remedies = { closedAt: voting, rankings, condorcetWinner, schulze, electorate: present };
  const chosen = firstRemedy(schulze);
  const closing = {
    closedAt: voting,
    remedies: options,
    condorcetWinner,
    schulze,
    electorate: present,
    chosen: chosen ?? null,
  };
  note(timeline, voting, 'remedies-closed', closing);
  if (chosen === undefined) return appeal(voting, 'unresolved', { because: 'no-remedy' });
  if (!enoughJudge(present, electorate.council, rules.charter)) return resolve(voting);
  const close = at(climbs + 168);
  note(timeline, voting, 'vote-opened', { opens: voting, closes: close, chosen });
  const votes = { for: 0, against: 0, abstain: 0 };
  for (const [elector, choice] of script.ballots ?? []) {
    votes[choice] += 1;
    evidence.ballots.push({ ...given, poll: 'votes', elector, choice, ranking: null, at: later(voting, 1) });
  }
  const cast = { ...votes, represented: 0, electorate: size, answered: evidence.ballots.length };
  const tally = tallyOf({ ...cast, offlineUnanswered: 0 }, arbitration, rules.charter);
  figures.vote = { closedAt: close, tally };
  note(timeline, close, 'vote-closed', { closedAt: close, tally });
  if (tally.verdict === 'adopted') return appeal(close, 'arbitrated', { remedy: chosen, by: 'vote' });
  if (tally.verdict === 'inquorate') return appeal(close, 'unresolved', { because: 'inquorate' });
  return resolve(close);

  function resolve(from: string): Told<ConflictRecord, ConflictEvidence> {
    const silent = later(from, 168);
    note(timeline, from, 'guardian-resolution-opened', { opens: from, closes: silent, guardian: 'ct' });
    if (script.guardian === undefined)
      return appeal(silent, 'unresolved', { because: 'silent', guardian: 'ct', recused: null });
    const [remedy, hours] = script.guardian;
    const word = later(from, hours);
    note(timeline, word, 'guardian-resolved', { guardian: 'ct', remedy, reason: 'It mends most.' });
    return appeal(word, 'arbitrated', { remedy, by: 'guardian', guardian: 'ct' });
  }

  function appeal(
    from: string,
    decided: 'arbitrated' | 'unresolved',
    facts: Record<string, unknown>,
  ): Told<ConflictRecord, ConflictEvidence> {
    const closes = later(from, 72);
    note(timeline, from, 'appeal-opened', { opens: from, closes, decided });
    const { appealed } = script;
    const end = (when: string, outcome: string, rule: string, told: Record<string, unknown>) => {
      note(timeline, when, 'ended', { outcome, rule, ...told });
      return documents();
    };
    if (appealed === undefined) return end(closes, decided, 'CNF-4', facts);
    const lodged = { by: 'bo', principle: 'consent-first', id: 'the-appeal' };
    note(timeline, later(from, 2), 'appealed', { ...lodged, reason: 'Nobody asked us.' });
    const ruled = later(from, 5);
    const reason = 'So the principles say.';
    note(timeline, ruled, 'appeal-ended', { outcome: appealed, guardian: 'ct', reason });
    if (appealed === 'upheld') return end(ruled, decided, 'CNF-4', facts);
    if (appealed === 'remanded') note(timeline, ruled, 'remanded-to', { id: 'another' });
    return end(ruled, appealed, 'APP-2', { by: lodged.by, principle: lodged.principle });
  }

  function documents(): Told<ConflictRecord, ConflictEvidence> {
    evidence.nameSalt = endedInRoom(timeline) ? null : 'n'.repeat(43);
    const { declarations, salt, nameSalt } = evidence;
    const record = composeConflict({
      id: conflictId,
      createdAt: start,
      rules,
      ...figures,
      declarations,
      timeline,
      room,
      salt,
      nameSalt,
      charter: { version: 1, hash: '0'.repeat(64), pace: 1 },
      evidence: rootsOf(evidence) as ConflictRecord['evidence'],
    });
    return { record, evidence };
  }
}

const terms = (n: number, by: string, replaces: number | null = null) => ({
  n,
  by,
  text: `Terms ${n} of ${by}.`,
  replaces,
});

const mediated: Happening = [
  24,
  'mediation-opened',
  { opens: later(start, 24), closes: later(start, 72), mediators: [2, 1] },
];

const votes = (votesFor: number, against: number): NonNullable<ConflictScript['ballots']> =>
  electors
    .slice(0, votesFor + against)
    .map((elector, place) => [elector, place < votesFor ? 'for' : 'against'] as const);

const two = {
  room: [mediated],
  remedies: 2,
  rankings: [
    ['m1', [['remedy-2'], ['remedy-1']]],
    ['m2', [['remedy-2']]],
  ],
} satisfies ConflictScript;

/** Cy says that they are no party, and what comes of it. */
const noParty = (hours: number): Happening => [
  hours,
  'no-party',
  { by: 'cy', reason: 'I was away.', until: later(start, hours + 24) },
];
const contestedBy = (hours: number, by: string): Happening => [
  hours,
  'no-party-contested',
  { member: 'cy', by, reason: 'You were there.' },
];
const asks = (hours: number, guardian: string | null, due: number): Happening => [
  hours,
  'no-party-asked',
  { member: 'cy', guardian, due: later(start, due) },
];
const ruled = (hours: number, party: boolean): Happening => [
  hours,
  'no-party-ended',
  { member: 'cy', party, because: 'guardian', guardian: 'ct', reason: 'They say so.' },
];
const droppedAt = (hours: number): Happening => [hours, 'party-dropped', { member: 'cy', side: 2 }];
const uncontested = (hours: number): Happening[] => [
  [hours, 'no-party-ended', { member: 'cy', party: false, because: 'uncontested' }],
  droppedAt(hours),
];

/** Every way a conflict can go, and how it ends. */
export const conflicts: Readonly<Record<string, readonly [ConflictScript, ConflictRecord['outcome']]>> = {
  'CNF-2 settled in negotiation, on newer terms': [
    {
      room: [
        [1, 'terms-put', terms(1, 'ada')],
        [2, 'terms-accepted', { n: 1, by: 'bo' }],
        [3, 'terms-put', terms(2, 'ada', 1)],
        [4, 'terms-accepted', { n: 2, by: 'bo' }],
        [5, 'terms-accepted', { n: 2, by: 'cy' }],
      ],
      settled: [2, 5],
    },
    'settled',
  ],
  'CNF-3 settled in mediation, once a party had departed': [
    {
      room: [
        mediated,
        [25, 'terms-put', terms(1, 'a-mediator')],
        [26, 'terms-accepted', { n: 1, by: 'ada' }],
        [27, 'terms-accepted', { n: 1, by: 'bo' }],
        [28, 'party-dropped', { member: 'cy', side: 2 }],
      ],
      settled: [1, 28],
    },
    'settled',
  ],
  'CNF-1 withdrawn in mediation': [{ room: [mediated], withdrawn: 30 }, 'withdrawn'],
  'CNF-1 without one who was no party, uncontested': [
    {
      ...two,
      room: [noParty(3), mediated, ...uncontested(27)],
      left: [['ada'], ['bo']],
      ballots: votes(6, 1),
    },
    'arbitrated',
  ],
  'CNF-1 with one who stays a party, as the guardian says': [
    {
      ...two,
      room: [noParty(3), contestedBy(4, 'ada'), asks(4, 'ct', 28), mediated, ruled(26, true)],
      ballots: votes(6, 1),
    },
    'arbitrated',
  ],
  'CNF-1 held for the word of one whom the opener alone contests': [
    {
      ...two,
      room: [
        noParty(20),
        contestedBy(21, 'ada'),
        asks(21, null, 44),
        [24, 'talks-held', { closes: later(start, 44) }],
        [44, 'no-party-ended', { member: 'cy', party: false, because: 'opener-alone' }],
        droppedAt(44),
        [44, 'mediation-passed-over', { mediators: [0, 0] }],
      ],
      climbs: 44,
      left: [['ada'], ['bo']],
      ballots: votes(6, 1),
    },
    'arbitrated',
  ],
  'GUA-2 arbitrated by the guardian, too few being left': [
    { ...two, departed: ['m6', 'm7', 'm8'], guardian: ['remedy-1', 9] },
    'arbitrated',
  ],
  'CNF-4 arbitrated': [{ ...two, ballots: votes(6, 1) }, 'arbitrated'],
  'CNF-4 unresolved without a remedy': [{ room: [mediated] }, 'unresolved'],
  'CNF-4 unresolved without a quorum': [{ ...two, ballots: votes(3, 0) }, 'unresolved'],
  'CNF-4 arbitrated by the guardian': [
    { ...two, ballots: votes(4, 4), guardian: ['remedy-1', 9] },
    'arbitrated',
  ],
  'CNF-4 unresolved in silence': [{ ...two, ballots: votes(4, 4) }, 'unresolved'],
  'APP-2 upheld': [{ ...two, ballots: votes(6, 1), appealed: 'upheld' }, 'arbitrated'],
  'APP-2 overturned': [{ ...two, ballots: votes(6, 1), appealed: 'overturned' }, 'overturned'],
  'APP-2 remanded': [{ room: [mediated], appealed: 'remanded' }, 'remanded'],
};
