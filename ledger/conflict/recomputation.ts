/** Computes a conflict again from its record and evidence; what stayed in its room only who was in it can check (CNF-1 to CNF-5, AUT-2, REC-1). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { mostRemedies } from '../../rules/conflict/limits.ts';
import { namedOf } from '../../rules/conflict/parties.ts';
import { statusQuo } from '../../rules/proposal/options.ts';
import { preferenceMap, rankingFault } from '../../rules/polls/preferences.ts';
import { tallyOf } from '../../rules/polls/tally.ts';
import { type Asked, type Body, bodyOf, report, signingIn, standing } from '../answers/standing.ts';
import { compared, type Difference, inEvidence, inRecord } from '../recount/difference.ts';
import {
  answerBefore,
  declarationBefore,
  departureBefore,
  disordered,
  electorBefore,
} from '../answers/entries.ts';
import { tookPartOf } from '../parts/took-part.ts';
import { figuresOf, presentIn } from '../recount/tallied.ts';
import { participationAgain, tookPartAgain } from '../recount/took-part.ts';
import { replay, toldIn } from '../recount/replay.ts';
import { numberedDifferences, toldAlike } from '../recount/timeline.ts';
import { unveiled } from '../parts/veil.ts';
import { composeConflict, conflictPlaces, endedInRoom, partiesIn } from './composition.ts';
import { conflictCourse } from './course.ts';
import { begun } from './stages.ts';
import { councilRetold, talksRetold } from './retelling.ts';
import type { ConflictEvidence, ConflictRecord, RemediesRecord, RemedyVoteRecord } from './schema.ts';

/** Everything in which the record of a conflict differs from what follows from its evidence. */
export function* conflictDifferences(
  record: ConflictRecord,
  evidence: ConflictEvidence,
): Generator<Difference> {
  const { timeline, room, salt, nameSalt, declarations } = evidence;
  yield* disordered('ballots', evidence.ballots, answerBefore);
  yield* disordered('declarations', declarations, declarationBefore);
  yield* disordered('departures', evidence.departures, departureBefore);
  yield* disordered('electorate', evidence.electorate, electorBefore);
  yield* disordered('preferences', evidence.preferences, answerBefore);
  yield* numberedDifferences('timeline', timeline);
  yield* unexpected(record, evidence);
  yield* numberedDifferences('room', room ?? []);
  if ((salt !== null) !== (room ?? []).length > 0)
    yield inEvidence('/salt', 'belongs to what was said in a room, and to nothing else (AUT-2)');
  const isPrivate = endedInRoom(timeline);
  if ((nameSalt === null) !== isPrivate)
    yield inEvidence('/nameSalt', 'belongs to what came before the council, and to nothing else (REC-5)');
  // Of what was withheld only its hashes are there.
  if (isPrivate && room === null) return;
  const last = isPrivate ? room?.at(-1) : timeline.at(-1);
  if (last?.kind !== 'ended') {
    yield inEvidence(isPrivate ? '/room' : '/timeline', 'has no ending (PRO-9)');
    return;
  }
  const named =
    nameSalt === null
      ? record
      : unveiled(record, { names: partiesIn(timeline), salt: nameSalt }, conflictPlaces);
  const fixed = record.remedies?.opens ?? '';
  const body = bodyOf(evidence.electorate, evidence.departures, signingIn(record, fixed));
  yield* compared('/electorate/size', record.electorate?.size ?? 0, body.electors.size);
  const parties = 'parties' in named.matter ? named.matter.parties.flat() : [];
  for (const party of parties)
    if (body.electors.has(party))
      yield inEvidence('/electorate', `has ${party}, who would judge their own case (GUA-2)`);
  const recused = (record.electorate?.council ?? 0) - (record.electorate?.size ?? 0);
  const remedies = record.remedies && remediesAgain({ ...body, recused }, evidence, record.remedies);
  const vote = record.vote && voteAgain({ ...body, recused }, evidence, record.vote, record.rules);
  yield* body.found;
  yield* compared(
    '',
    record,
    composeConflict({ ...record, remedies, vote, declarations, timeline, room, salt, nameSalt }),
  );
  // Whose workflow was lost in between has not told of everything (PRO-9).
  if (record.outcome !== 'interrupted') {
    const recorded = [...councilRetold(named)].map(({ entry }) => entry);
    yield* toldAlike(timeline, recorded, toldOnce);
  }
  yield* followed(named, evidence);
}

/** What is told once each time it happens, and what the record has of it. */
const toldOnce = [
  'arbitration-opened',
  'remedies-closed',
  'vote-opened',
  'vote-closed',
  'guardian-resolved',
] as const;

/** The talks, where they are told, and what came after them: the rules followed entry by entry. */
function* followed(record: ConflictRecord, { room, timeline }: ConflictEvidence): Generator<Difference> {
  if (room?.[0] !== undefined && room[0].kind !== 'opened') {
    yield inEvidence('/room/0', 'is no opening of a conflict (CNF-1)');
    return;
  }
  const talks = room === null ? [...talksRetold(record)] : toldIn<ConflictEntry>('room', room);
  const { state } = yield* replay(conflictCourse(record, room !== null), begun(record), [
    ...talks,
    ...toldIn<ConflictEntry>('timeline', timeline),
  ]);
  yield* compared(
    '/path',
    record.path,
    state.path.map(({ ended: _ended, ...passage }) => passage),
  );
  if ('parties' in record.matter) yield* compared('/matter/parties', record.matter.parties, namedOf(state));
}

/** Answers in polls that the record does not have would be counted nowhere; a remedy is the only thing declared (CNF-4). */
function* unexpected(record: ConflictRecord, evidence: ConflictEvidence): Generator<Difference> {
  const polls = { votes: record.vote, remedies: record.remedies };
  for (const part of ['ballots', 'preferences', 'departures'] as const)
    for (const [place, { poll, pollNumber }] of evidence[part].entries())
      if (polls[poll] === null || pollNumber !== 1)
        yield inEvidence(
          `/${part}/${place}`,
          `is of a poll, ${poll} ${pollNumber}, that the record does not have`,
        );
  const ids = new Set(evidence.declarations.map(({ facts }) => facts.id));
  if (evidence.declarations.some((_, place) => !ids.has(`remedy-${place + 1}`)))
    yield inEvidence('/declarations', 'are not the remedies, each once, numbered as they were put (CNF-4)');
  for (const [place, { kind, at }] of evidence.declarations.entries()) {
    const { remedies } = record;
    if (kind !== 'remedies' || remedies === null || at < remedies.opens || at >= remedies.closes)
      yield inEvidence(`/declarations/${place}`, 'is no remedy that was put in its window (CNF-4)');
  }
}

const window = ({
  opens,
  closes,
  closedAt,
}: Pick<RemediesRecord, 'opens' | 'closes' | 'closedAt'>): Omit<Asked, 'part' | 'poll'> => ({
  version: 1,
  number: 1,
  opens,
  closes,
  closedAt,
  spans: [{ from: opens, to: closes }],
});

/** Who judges, and how many do not because it is their own case (GUA-2). */
type Judging = Body & { readonly recused: number };

/** The ranking as it follows from the rankings given (CON-1, CNF-4). */
function remediesAgain(
  body: Judging,
  { preferences, declarations }: ConflictEvidence,
  { participation: _told, ...remedies }: RemediesRecord,
): RemediesRecord {
  const asked: Asked = { ...window(remedies), part: 'preferences', poll: 'remedies' };
  const { last, departed } = standing(body, preferences, asked);
  const rankings = [...last.values()].map(({ ranking }) => ranking);
  if (remedies.schulze === null) return { ...remedies, rankings: 0, condorcetWinner: null, electorate: null };
  const electorate = body.electors.size - departed.length;
  const present = presentIn(body.electors, { last, departed }, null);
  const took = tookPartOf(participationAgain(present, { offline: null, recused: body.recused }));
  if (declarations.length > mostRemedies) {
    report(body, inEvidence('/declarations', `has more than ${mostRemedies} remedies (CNF-4)`));
    return remedies;
  }
  const options = declarations.map((_, place) => `remedy-${place + 1}`);
  if (rankings.some((ranking) => rankingFault(ranking, options) !== undefined)) {
    report(
      body,
      inRecord('/remedies', 'cannot be computed: a ranking names a remedy that nobody put (CON-1)'),
    );
    return remedies;
  }
  const { condorcetWinner, schulze } = preferenceMap(options, statusQuo, rankings);
  return { ...remedies, ...took, rankings: rankings.length, condorcetWinner, schulze, electorate };
}

/** The vote as it follows from its ballots (VOT-5, CNF-4). */
function voteAgain(
  body: Judging,
  { ballots }: ConflictEvidence,
  { participation: _participation, reasonsAgainst: _reasons, ...vote }: RemedyVoteRecord,
  { conflicts: { arbitration }, charter }: ConflictRecord['rules'],
): RemedyVoteRecord {
  const stands = standing(body, ballots, { ...window(vote), part: 'ballots', poll: 'votes' });
  if (vote.tally === null) return vote;
  const figures = figuresOf(body.electors, { opens: vote.opens, closes: vote.closedAt }, stands);
  const { offline } = charter;
  const took = tookPartAgain(figures, stands.last, { offline, recused: body.recused });
  return { ...vote, ...took, tally: tallyOf(figures, arbitration, charter) };
}
