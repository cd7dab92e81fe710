/** Which answers stand in a poll and who had left it, and what is wrong with any of them (MEM-2, PRO-6, PRO-7, VOT-3, VOT-6). */
import { countedStatus } from '../../rules/council/offline.ts';
import { type Electors, electorsOf, type Listed } from './electors.ts';
import { type Difference, inEvidence, mostDifferences } from '../recount/difference.ts';
import type { Answer, Departure, Elector } from '../parts/evidence-entries.ts';
import type { Entries } from '../parts/entries.ts';
import type { PackedProposal } from '../parts/packed.ts';
import type { ProposalRecord, RoundRecord } from '../parts/schema/record.ts';
import type { RecordDocument } from '../parts/records.ts';
import type { Signing } from '../acts/signed-answers.ts';
import { signatureFault } from '../acts/signed-answers.ts';
import type { Span } from '../proposal/course/windows.ts';

/** Who could answer in a decision's polls, who departed, and what was found wrong so far. */
export interface Body {
  /** Each elector, and when they were offline, where they were as the electorate was fixed (MEM-4). */
  readonly electors: Electors;
  readonly departures: readonly Departure[];
  /** Null where nothing is signed (AUT-1). */
  readonly signing: Signing | null;
  readonly found: Difference[];
}

/** What the evidence says of one proposal. */
export interface Collected extends Body {
  readonly record: ProposalRecord;
  readonly evidence: PackedProposal;
}

export function collect(record: ProposalRecord, evidence: PackedProposal): Collected {
  const signedIn = signingIn(record, record.submittedAt);
  return { record, evidence, ...bodyOf(evidence.electorate, evidence.departures, signedIn) };
}

/** Where answers are signed: which of them, in which council, and when their electorate was fixed at the latest. */
type SignedIn = Omit<Signing, 'keys'>;

/** Null where nothing is signed. @param fixed when the electorate was fixed at the latest, ISO 8601, UTC */
export const signingIn = (
  { rules, council }: Pick<RecordDocument, 'rules'> & { readonly council?: string | undefined },
  fixed: string,
): SignedIn | null =>
  rules.charter.signatures === undefined ? null : { policy: rules.charter.signatures, council, fixed };

export const bodyOf = (
  electorate: Entries<Pick<Elector, 'member' | 'offline' | 'absences' | 'keys' | 'kind' | 'part'>>,
  departures: readonly Departure[],
  signedIn: SignedIn | null,
): Body => ({
  electors: electorsOf(absencesIn(electorate)),
  departures,
  signing: signedIn === null ? null : { ...signedIn, keys: keysIn(electorate) },
  found: [],
});

function keysIn(electorate: Entries<Pick<Elector, 'member' | 'keys'>>): Signing['keys'] {
  const all = new Map<string, NonNullable<Elector['keys']>>();
  for (const { member, keys = [] } of electorate) all.set(member, keys);
  return all;
}

function* absencesIn(
  electorate: Entries<Pick<Elector, 'member' | 'offline' | 'absences' | 'kind' | 'part'>>,
): Iterable<Listed> {
  for (const { member, offline, absences = [], kind, part } of electorate)
    yield [member, offline ? absences : [], kind, part];
}

export function report({ found }: Pick<Body, 'found'>, one: Difference): void {
  if (found.length < mostDifferences) found.push(one);
}

export type AnswerPart = 'ballots' | 'positions' | 'preferences';

/** A poll as its answers are checked against it. */
export interface Asked extends Pick<RoundRecord, 'version' | 'opens' | 'closes' | 'closedAt'> {
  /** Where its answers stand in the evidence. */
  readonly part: AnswerPart;
  readonly poll: string;
  readonly number: number;
  /** When it took answers. */
  readonly spans: readonly Span[];
}

/** The last answer of each elector who gave one. */
export interface LastAnswers<Entry extends Answer> {
  readonly size: number;
  readonly has: (elector: string) => boolean;
  readonly values: () => Iterable<Entry>;
}

/** The answers that stand in a poll, and who had left it. */
export interface Standing<Entry extends Answer> {
  readonly last: LastAnswers<Entry>;
  /** Who departed without an answer, earliest first. */
  readonly departed: readonly Departure[];
}

/** Last answers by the places at which they stand, read there each time they are asked for: of a million they take a number each. */
export function lastAnswers<Entry extends Answer>(
  answers: Entries<Entry>,
): LastAnswers<Entry> & {
  readonly get: (elector: string) => Entry | undefined;
  readonly set: (elector: string, place: number) => void;
} {
  const places = new Map<string, number>();
  return {
    get size() {
      return places.size;
    },
    has: (elector) => places.has(elector),
    get: (elector) => answers.at(places.get(elector) ?? answers.length),
    set: (elector, place) => void places.set(elector, place),
    *values() {
      for (const place of places.values()) yield answers.at(place) as Entry;
    },
  };
}

/** The answers of one poll, each checked: an elector's, on the version of the poll, within its window, numbered without a gap. */
export function standing<Entry extends Answer>(
  body: Body,
  answers: Entries<Entry>,
  asked: Asked,
): Standing<Entry> {
  const { part, poll, number } = asked;
  const last = lastAnswers(answers);
  for (const [place, answer] of answers.entries()) {
    if (answer.poll !== poll || answer.pollNumber !== number) continue;
    const wrong =
      answerFault(answer, asked, body.electors, last.get(answer.elector)?.number ?? 0) ??
      signatureWrong(answer, part, body.signing);
    if (wrong !== undefined) report(body, inEvidence(`/${part}/${place}`, wrong));
    last.set(answer.elector, place);
  }
  return { last, departed: departures(body, asked, last) };
}

function answerFault(
  { elector, number, version, at }: Answer,
  { version: asked, closes, closedAt, spans }: Asked,
  electors: Body['electors'],
  before: number,
): string | undefined {
  if (!electors.has(elector)) return `is of ${elector}, who is no elector of this decision (VOT-3)`;
  if (number !== before + 1)
    return `bears the number ${number}, but the ${before + 1}. answer of ${elector} is due: one is missing or out of order (PRO-7)`;
  if (version !== asked) return `answers version ${version}, but the poll was on version ${asked} (PRO-6)`;
  const within = spans.some(({ from, to }) => from <= at && at < to);
  const late = closedAt < closes && at > closedAt;
  if (!within || late) return `was given ${at}, outside the poll’s window (VOT-6)`;
  const isAway = countedStatus('active', electors.absencesOf(elector), at) === 'offline';
  return isAway
    ? `was given ${at}, when ${elector} is told to be offline, but an act lifts that (MEM-4)`
    : undefined;
}

const signatureWrong = (answer: Answer, part: AnswerPart, signing: Signing | null): string | undefined => {
  if (signing !== null && (part === 'ballots' || signing.policy === 'all'))
    return signatureFault(answer, signing);
  return answer.signature === undefined ? undefined : 'is signed, which its charter does not ask for (AUT-1)';
};

/** Each takes one from the electorate, so each is an elector who had not answered, and counts once (MEM-2). */
function departures(body: Body, { poll, number }: Asked, last: LastAnswers<Answer>): Departure[] {
  const left = new Map<string, Departure>();
  for (const [place, departure] of body.departures.entries()) {
    if (departure.poll !== poll || departure.pollNumber !== number) continue;
    const { member } = departure;
    if (!body.electors.has(member) || last.has(member))
      report(
        body,
        inEvidence(`/departures/${place}`, `${member} is no elector without an answer in this poll (MEM-2)`),
      );
    else left.set(member, departure);
  }
  return [...left.values()].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
