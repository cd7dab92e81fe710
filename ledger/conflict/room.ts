/** What was said in a conflict's room, followed by the rules: whether it settled there, or climbed as it says (CNF-1 to CNF-3, CNF-5). */
import { conflictEntries, type ConflictEntry } from '../../rules/conflict/entries.ts';
import { evolve } from '../../rules/conflict/evolve.ts';
import {
  type ConflictState,
  emptySide,
  endsEarly,
  inImpasse,
  settledTerms,
} from '../../rules/conflict/state.ts';
import { namedOf, openWords } from '../../rules/conflict/parties.ts';
import { hasForms } from '../../rules/entries.ts';
import { compared, type Difference, inEvidence, same } from '../recount/difference.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { asTheyHappened } from '../proposal/entries.ts';
import { roomPath } from './path.ts';
import type { ConflictRecord } from './schema.ts';
import { asked, closeOf, contested, held, type Talks, textIn, wordEnded, wordGiven } from './words.ts';

/** Who is followed through the talks; the API takes fewer. */
const mostParties = 100;

/** @param room with its ending, where it ended there */
export function* roomDifferences(
  record: ConflictRecord,
  entries: readonly TimelineEntry[],
): Generator<Difference> {
  const room = asTheyHappened(entries);
  const [opened] = room;
  if (opened === undefined) return;
  const talks = begin(opened);
  if (talks === undefined) {
    yield inEvidence('/room/0', 'is no opening of a conflict (CNF-1)');
    return;
  }
  const before = roomPath(room);
  yield* compared('/path', record.path.slice(0, before.length), before);
  for (const [place, entry] of room.entries()) yield* step(`/room/${place}`, talks, entry, record);
  const arbitrated = record.path[before.length];
  if (arbitrated === undefined) return;
  yield* climbed('/room', talks, arbitrated.opens);
  yield* wordsOver('/room', talks);
  if ('parties' in record.matter)
    yield* compared('/matter/parties', record.matter.parties, namedOf(talks.state));
}

/** The parties as they were told; undefined where they are none. */
function begin({ kind, facts: { parties, closes } }: TimelineEntry): Talks | undefined {
  const isSide = (side: unknown): boolean =>
    Array.isArray(side) && side.every((id) => typeof id === 'string');
  if (kind !== 'opened' || typeof closes !== 'string') return undefined;
  if (!Array.isArray(parties) || parties.length !== 2 || !parties.every(isSide)) return undefined;
  if (parties.flat().length > mostParties) return undefined;
  const sides = parties as unknown as ConflictState['parties'];
  const state = {
    stage: 'negotiation',
    parties: sides,
    dropped: [],
    terms: [],
    messages: [],
    impasse: [],
    noParty: [],
    mediators: null,
    heldSince: null,
    path: [],
    deadline: closes,
  } as const;
  return { state: state as unknown as ConflictState, over: null, withdrawn: null };
}

/** An entry: what contradicts the rules in it, and the talks as they are after it. */
function* step(
  pointer: string,
  talks: Talks,
  entry: TimelineEntry,
  record: ConflictRecord,
): Generator<Difference> {
  if (!(yield* happened(pointer, talks, entry, record))) return;
  if (!isEntry(entry)) {
    yield inEvidence(`${pointer}/facts`, `are not those of ${entry.kind} (CNF-1)`);
    return;
  }
  talks.state = evolve(talks.state, entry);
  if (stageChanges.includes(entry.kind)) talks.over = null;
  else if (isOver(talks.state)) talks.over ??= entry.at;
}

const isEntry = (entry: TimelineEntry): entry is TimelineEntry & ConflictEntry => {
  const shape = Object.hasOwn(conflictEntries, entry.kind)
    ? conflictEntries[entry.kind as ConflictEntry['kind']]
    : undefined;
  return shape !== undefined && hasForms(shape, entry.facts);
};

const stageChanges = ['talks-held', 'mediation-opened', 'mediation-passed-over'];

/** Answers whether it happened in the talks, so that their state follows from it. */
function* happened(
  pointer: string,
  talks: Talks,
  { kind, at, facts }: TimelineEntry,
  record: ConflictRecord,
): Generator<Difference, boolean> {
  const { mediators, outcome, terms } = facts;
  const { state } = talks;
  const [by, n] = [textIn(facts.by), facts.n];
  switch (kind) {
    case 'terms-put':
      yield* said(pointer, talks, at);
      if (state.terms.filter((one) => one.by === by).length >= record.rules.conflicts.terms) {
        yield inEvidence(pointer, `are more terms of ${by} than ${record.rules.conflicts.terms} (CNF-2)`);
        return false;
      }
      if (n !== state.terms.length + 1) yield inEvidence(pointer, 'are terms out of their order (CNF-2)');
      return true;
    case 'terms-accepted':
      yield* said(pointer, talks, at);
      if (!(yield* party(pointer, talks, by))) return false;
      if (state.terms.find((one) => one.n === n)?.replacedBy !== null)
        yield inEvidence(pointer, 'accepts terms that were replaced, or that nobody put (CNF-2)');
      return true;
    case 'impasse':
      yield* said(pointer, talks, at);
      if (!(yield* party(pointer, talks, by))) return false;
      if (!state.impasse.includes(by)) return true;
      yield inEvidence(pointer, `is by ${by} a second time (CNF-3)`);
      return false;
    case 'party-dropped':
      return yield* party(pointer, talks, textIn(facts.member));
    case 'message':
      if (at >= closeOf(state))
        yield inEvidence(pointer, `was written ${at}, but the stage closed ${closeOf(state)} (PRO-10)`);
      return true;
    case 'no-party':
      yield* said(pointer, talks, at);
      if (!(yield* party(pointer, talks, by))) return false;
      return yield* wordGiven(pointer, talks, { by, at, facts }, record.rules);
    case 'no-party-contested':
      if (!(yield* party(pointer, talks, by))) return false;
      return yield* contested(pointer, talks, { by, at, facts });
    case 'no-party-asked':
      return yield* asked(pointer, talks, { at, facts }, record.rules);
    case 'no-party-ended':
      return yield* wordEnded(pointer, talks, { at, facts });
    case 'talks-held':
      if (state.heldSince === null) yield* climbed(pointer, talks, at);
      yield* held(pointer, talks, { at, facts });
      return true;
    case 'withdrawn':
      if (by !== state.parties[0][0]) yield inEvidence(pointer, `is by ${by}, who did not open it (CNF-1)`);
      if (settledTerms(state) !== undefined) yield inEvidence(pointer, 'withdraws what was settled (PRO-10)');
      talks.withdrawn = at;
      return false;
    case 'mediation-passed-over':
    case 'mediation-opened': {
      yield* climbed(pointer, talks, at);
      const isPassedOver = kind === 'mediation-passed-over';
      if (isPassedOver) yield* wordsOver(pointer, talks);
      if (same(mediators, [0, 0]) !== isPassedOver)
        yield inEvidence(pointer, 'is not what its mediators allow (CNF-3)');
      return Array.isArray(mediators);
    }
    case 'ended':
      yield* endedThere(pointer, talks, { outcome, terms, at }, record);
      return false;
    default:
      return false;
  }
}

/** Held, the talks go on until they settle, or the last word has ended (CNF-1). */
const isOver = (state: ConflictState): boolean =>
  state.heldSince === null
    ? endsEarly(state)
    : settledTerms(state) !== undefined || openWords(state).length === 0;

/** Arbitration does not begin while somebody's word that they are no party is open (CNF-1). */
function* wordsOver(pointer: string, { state }: Talks): Generator<Difference> {
  for (const { member } of openWords(state))
    yield inEvidence(pointer, `goes on, but the word of ${member} is open (CNF-1)`);
}

/** Nothing is said once the stage is over: settled, given up, or at its close (CNF-2, CNF-3, PRO-10). */
function* said(pointer: string, { state, over }: Talks, at: string): Generator<Difference> {
  const closes = closeOf(state);
  if (at >= closes) yield inEvidence(pointer, `was said ${at}, but the stage closed ${closes} (PRO-10)`);
  if (over !== null && at > over)
    yield inEvidence(pointer, `was said ${at}, but the stage was over ${over} (CNF-2)`);
}

/** Answers whether it is a party who has not departed. */
function* party(pointer: string, { state }: Talks, id: string): Generator<Difference, boolean> {
  const is = isParty(state, id);
  if (!is) yield inEvidence(pointer, `is of ${id}, who is no party (CNF-1)`);
  return is;
}

const isParty = ({ parties, dropped }: ConflictState, by: string): boolean =>
  parties.flat().includes(by) && !dropped.includes(by);

/** The next stage took over: not before the window's end, unless every party had declared an impasse; and nothing was settled (CNF-3, CNF-5). */
function* climbed(pointer: string, { state }: Talks, at: string): Generator<Difference> {
  const closes = closeOf(state);
  if (emptySide(state) !== undefined)
    yield inEvidence(pointer, 'goes on, but one side had nobody left (CNF-1)');
  else if (settledTerms(state) !== undefined)
    yield inEvidence(pointer, 'goes on, but every party had accepted the same terms (CNF-2)');
  else if (at < closes && !inImpasse(state) && !(state.heldSince !== null && isOver(state)))
    yield inEvidence(
      pointer,
      `goes on before ${closes}, but not every party had declared an impasse (CNF-3)`,
    );
}

function* endedThere(
  pointer: string,
  { state, over, withdrawn }: Talks,
  { outcome, terms, at }: { readonly outcome: unknown; readonly terms: unknown; readonly at: string },
  { links }: ConflictRecord,
): Generator<Difference> {
  if (links.some(({ relation }) => relation.startsWith('remand')))
    yield inEvidence(pointer, 'ends in its room, but is linked to another conflict (APP-2)');
  // Its workflow was lost, whatever had been said (PRO-9).
  if (outcome === 'interrupted') return;
  if (outcome === 'dropped') {
    if (emptySide(state) === undefined)
      yield inEvidence(pointer, 'is dropped, but each side had somebody left (CNF-1)');
    return;
  }
  if (outcome === 'withdrawn') {
    if (withdrawn !== at)
      yield inEvidence(pointer, 'is withdrawn, but its opener did not say so then (CNF-1)');
    return;
  }
  const settled = settledTerms(state);
  if (outcome !== 'settled' || settled === undefined || settled !== terms || over !== at)
    yield inEvidence(pointer, 'is not settled, on terms that every party had accepted then (CNF-2)');
}
