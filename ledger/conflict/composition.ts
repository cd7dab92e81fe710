/** Composes the record of a conflict from its facts: who keeps one and who checks one do it here (CNF-1 to CNF-5, AUT-2, REC-1). */
import { arbitrationOutcomes, type ConflictState } from '../../rules/conflict/state.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import { councilIn } from '../parts/council.ts';
import type { Declaration, TimelineEntry } from '../parts/evidence-entries.ts';
import { recordFormat } from '../parts/schema/figures.ts';
import { appealOf, asTheyHappened, fact, told } from '../proposal/entries.ts';
import { hashOfContent, inline, inlineFact } from '../parts/inline.ts';
import { type Places, toldVeiled, veiled } from '../parts/veil.ts';
import { arbitrationPath, roomPath } from './path.ts';
import { conflictRationale } from './rationale.ts';
import type { ConflictRecord, RemediesRecord, RemedyResolution, RemedyVoteRecord } from './schema.ts';

/** What a record is composed from, beside what it says word for word. */
export interface ConflictFacts extends Pick<
  ConflictRecord,
  'id' | 'createdAt' | 'charter' | 'rules' | 'council' | 'evidence'
> {
  /** What the ranking came to; its opening is told in the timeline. */
  readonly remedies: Omit<RemediesRecord, 'opens' | 'closes' | 'put'> | null;
  readonly vote: Pick<RemedyVoteRecord, 'closedAt' | 'participation' | 'reasonsAgainst' | 'tally'> | null;
  readonly declarations: readonly Declaration[];
  /** What happened before the council, and in the room; the latter is null where it was withheld. */
  readonly timeline: readonly TimelineEntry[];
  readonly room: readonly TimelineEntry[] | null;
  /** Of the room; null where it was withheld, and where there was none. */
  readonly salt: string | null;
  /** Of what is told of the parties before the council; null where it never came there. */
  readonly nameSalt: string | null;
}

/** Where a record of what came before the council names parties, and holds what they and their judges said (REC-5). */
export const conflictPlaces: Places = {
  names: [
    'matter.parties',
    'remedy.by',
    'resolution.guardian',
    'vote.reasonsAgainst.member',
    'appeal.lodged.by',
    'appeal.ended.guardian',
    'ending.facts.told.by',
    'ending.facts.told.guardian',
  ],
  texts: [
    'matter.what',
    'matter.remedy',
    'remedy.text',
    'resolution.reason',
    'vote.reasonsAgainst.reason',
    'appeal.lodged.reason',
    'appeal.ended.reason',
  ],
};

/** What is hidden of a conflict that ended in its room. */
type Hidden = Pick<ConflictRecord, 'matter' | 'settlement' | 'path'>;

/** Whether it ended in its room: its record then has neither names nor texts (AUT-2). */
export const endedInRoom = (timeline: readonly TimelineEntry[]): boolean =>
  told(timeline, 'arbitration-opened') === undefined;

/** @throws {TypeError} where it has no ending, or ended in its room and that was withheld */
export function composeConflict(given: ConflictFacts): ConflictRecord {
  const facts: ConflictFacts = {
    ...given,
    timeline: asTheyHappened(given.timeline),
    room: given.room && asTheyHappened(given.room),
  };
  const { id, charter, rules, evidence, createdAt, timeline, room, declarations } = facts;
  const isPrivate = endedInRoom(timeline);
  const end = told(isPrivate ? (room ?? []) : timeline, 'ended');
  if (end === undefined) throw new TypeError(`${id} has no ending`);
  const { outcome, rule, ...ended } = end.facts;
  const vote = voteIn(facts);
  const found = {
    electorate: fact<ConflictRecord['electorate']>(told(timeline, 'arbitration-opened')?.facts.electorate),
    remedies: remediesIn(facts),
    vote,
    resolution: resolutionIn(timeline),
  };
  const decided =
    told(timeline, 'appeal-opened')?.facts.decided ?? arbitrationOutcomes.find((one) => one === outcome);
  const { nameSalt } = facts;
  const open = {
    id,
    charter,
    rules,
    ...councilIn(facts),
    evidence,
    createdAt,
    format: recordFormat,
    kind: 'conflict',
    title: null,
    ...(isPrivate ? hiddenIn(room ?? [], facts.salt) : shownIn(timeline)),
    endedAt: end.at,
    outcome: outcome as ConflictRecord['outcome'],
    links: linksIn(timeline),
    ...found,
    decided: fact<ConflictRecord['decided']>(decided),
    remedy: decided === 'arbitrated' ? remedyOf(found, declarations) : null,
    appeal: appealOf(timeline),
    ending: { rule: fact<string>(rule), facts: endedWith(ended, { isPrivate, nameSalt }) },
  } as const;
  const composed =
    isPrivate || nameSalt === null
      ? open
      : veiled(open, { names: partiesIn(timeline), salt: nameSalt }, conflictPlaces);
  return { ...composed, rationale: conflictRationale(composed) };
}

/** What led to its ending: where it stayed in its room nothing, else its figures. */
function endedWith(
  ended: TimelineEntry['facts'],
  { isPrivate, nameSalt }: { readonly isPrivate: boolean; readonly nameSalt: string | null },
): ConflictRecord['ending']['facts'] {
  if (isPrivate) return null;
  return nameSalt === null ? inline(ended, { told: ended }) : { told: toldVeiled(ended, nameSalt) };
}

/** Between whom it was as it came before the council. */
export function partiesIn(timeline: readonly TimelineEntry[]): readonly string[] {
  const parties = told(timeline, 'arbitration-opened')?.facts.parties;
  return Array.isArray(parties) ? (parties as string[][]).flat() : [];
}

/** Before the council nothing is hidden but from the public (CNF-4). */
function shownIn(timeline: readonly TimelineEntry[]): Hidden {
  const { parties, what, remedy } = told(timeline, 'arbitration-opened')?.facts ?? {};
  return {
    matter: {
      parties: parties as ConflictState['parties'] as [string[], string[]],
      what: inlineFact(what),
      remedy: inlineFact(remedy),
    },
    settlement: null,
    path: arbitrationPath(timeline),
  };
}

function hiddenIn(room: readonly TimelineEntry[], salt: string | null): Hidden {
  const { parties = null, what = null, remedy = null } = told(room, 'opened')?.facts ?? {};
  const accepted = told(room, 'ended')?.facts.terms;
  const terms = room.find(({ kind, facts }) => kind === 'terms-put' && facts.n === accepted);
  return {
    matter: { hash: hashOfContent({ parties, what, remedy }, salt) },
    settlement: terms === undefined ? null : { hash: hashOfContent(terms.facts, salt) },
    path: roomPath(room),
  };
}

const relations: readonly EntryKind[] = ['remand-of', 'remanded-to', 'continuation-of', 'continued-by'];

const linksIn = (timeline: readonly TimelineEntry[]): ConflictRecord['links'] =>
  timeline
    .filter(({ kind }) => relations.includes(kind))
    .map(({ kind, facts }) => ({ relation: kind, id: fact<string>(facts.id) }));

function remediesIn({ timeline, remedies, declarations }: ConflictFacts): ConflictRecord['remedies'] {
  const opened = told(timeline, 'arbitration-opened');
  if (opened === undefined || remedies === null) return null;
  return {
    ...remedies,
    opens: fact(opened.facts.opens),
    closes: fact(opened.facts.closes),
    put: declarations.length,
  };
}

function voteIn({ timeline, vote }: ConflictFacts): ConflictRecord['vote'] {
  const opened = told(timeline, 'vote-opened');
  if (opened === undefined || vote === null) return null;
  const { opens, closes, chosen } = opened.facts;
  return { ...vote, opens: fact(opens), closes: fact(closes), remedy: fact(chosen) };
}

function resolutionIn(timeline: readonly TimelineEntry[]): RemedyResolution | null {
  const opened = told(timeline, 'guardian-resolution-opened');
  if (opened === undefined) return null;
  const resolved = told(timeline, 'guardian-resolved');
  return {
    guardian: fact((resolved ?? opened).facts.guardian),
    opens: fact(opened.facts.opens),
    closes: fact(opened.facts.closes),
    remedy: fact(resolved?.facts.remedy),
    reason: inlineFact(resolved?.facts.reason),
    at: resolved?.at ?? null,
  };
}

/** The words of the remedy that was decided on, and who put it. */
function remedyOf(
  { vote, resolution }: Pick<ConflictRecord, 'vote' | 'resolution'>,
  declarations: readonly Declaration[],
): ConflictRecord['remedy'] {
  const id = resolution?.remedy ?? vote?.remedy ?? '';
  const put = declarations.find(({ facts }) => facts.id === id);
  return put === undefined ? null : { id, by: put.member, text: inlineFact(put.facts.text) };
}
