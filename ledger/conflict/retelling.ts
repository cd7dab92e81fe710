/** What happened in a conflict as its record alone tells it: its stages, and before the council what came of them; the room it hides (CNF-2 to CNF-5, AUT-2). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { later, millisecond } from '../proposal/course/windows.ts';
import { type Told, toldBy } from '../recount/replay.ts';
import { leftAt } from '../../rules/conflict/waiting.ts';
import type { ConflictPassage, ConflictRecord } from './schema.ts';

type Retold = Told<ConflictEntry>;

/** The stages in its room. */
export function* talksRetold(record: ConflictRecord): Generator<Retold> {
  const { path, matter, rules } = record;
  const sides = 'parties' in matter ? matter.parties : [[], []];
  for (const [place, passage] of path.entries()) {
    const { stage, opens, closes } = passage;
    if (stage !== 'negotiation' && stage !== 'mediation') return;
    const pointer = `/path/${place}`;
    const isPassedOver = stage === 'mediation' && opens === closes;
    const unwaited = closesUnwaited(passage);
    const due = later(opens, rules.conflicts[stage]);
    const isHeld = unwaited !== due && mayBeHeld(record, place, due);
    const window = { opens, closes: isHeld ? due : unwaited };
    if (stage === 'negotiation')
      yield toldBy(pointer, 'opened', opens, { ...window, by: '', parties: sides, what: '', remedy: '' });
    else if (isPassedOver) yield toldBy(pointer, 'mediation-passed-over', opens, { mediators: [0, 0] });
    else yield toldBy(pointer, 'mediation-opened', opens, { ...window, mediators: [1, 1] });
    const { waited } = passage;
    // It waited before it was held, or while it was: until the same instant at last.
    const isHeldFirst = waited === undefined || due <= waited.since;
    const heldAt = isHeldFirst ? due : later(due, waitedFor(passage));
    if (isHeld && !isPassedOver && isHeldFirst)
      yield toldBy(pointer, 'talks-held', heldAt, { closes: unwaited });
    yield* waitRetold(pointer, passage);
    if (isHeld && !isPassedOver && !isHeldFirst) yield toldBy(pointer, 'talks-held', heldAt, { closes });
  }
}

/** How many milliseconds it waited for restorative work (RST-1). */
const waitedFor = ({ waited }: ConflictPassage): number =>
  waited?.until == null ? 0 : millisecond(waited.until) - millisecond(waited.since);

/** When a stage would have closed that did not wait; a poll closes all the same. */
export const closesUnwaited = (passage: ConflictPassage): string =>
  passage.stage === 'arbitration' ? passage.closes : later(passage.closes, -waitedFor(passage));

/** That it waited, and was woken (RST-1). @param closes null: nothing of its stage fell due any more */
function* waitRetold(
  pointer: string,
  passage: ConflictPassage,
  closes: string | null = closesUnwaited(passage),
): Generator<Retold> {
  const { waited, stage, opens } = passage;
  if (waited === undefined) return;
  const { since, until, returned } = waited;
  const isPolled = stage === 'arbitration';
  yield toldBy(pointer, 'referred', isPolled ? opens : since, {});
  // It ended before the poll did.
  if (!isPolled || since !== until || since >= passage.closes)
    yield toldBy(pointer, 'waits', since, {
      left: closes === null ? null : leftAt({ deadline: closes }, since),
    });
  if (until !== null && returned !== null) yield toldBy(pointer, 'woken', until, { ...returned });
}

/**
 * The last of the talks may be held until a word given in the negotiation has ended: it is contested at most for so long, and then the
 * guardian's waited for (CNF-1).
 */
function mayBeHeld({ path, rules: { conflicts } }: ConflictRecord, place: number, due: string): boolean {
  const [passage, next] = [path[place], path[place + 1]];
  const isTalk = ({ stage, opens, closes }: ConflictPassage): boolean =>
    (stage === 'negotiation' || stage === 'mediation') && opens !== closes;
  if (passage === undefined || !isTalk(passage) || (next !== undefined && isTalk(next))) return false;
  const given = millisecond(path[0]?.opens ?? passage.opens) + conflicts.negotiation;
  const most = given + conflicts.contest + conflicts.ruling + waitedFor(passage);
  return passage.closes > due && millisecond(passage.closes) < most;
}

/** What happened before the council, and the ending. */
export function* councilRetold(record: ConflictRecord): Generator<Retold> {
  const { path, electorate, remedies, vote, resolution, appeal, outcome, ending } = record;
  for (const [place, passage] of path.entries()) {
    const pointer = `/path/${place}`;
    const { stage, step, opens } = passage;
    const window = { opens, closes: closesUnwaited(passage) };
    switch (stage === 'arbitration' ? (step ?? 'ranking') : stage) {
      case 'ranking':
        yield toldBy(pointer, 'arbitration-opened', opens, { ...window, step: 'ranking', electorate });
        if (remedies?.schulze != null) {
          const { put: _put, rankings: _rankings, ...closed } = remedies;
          const chosen = remedies.schulze[0]?.[0] ?? null;
          yield toldBy('/remedies', 'remedies-closed', remedies.closedAt, { ...closed, chosen });
        }
        yield* waitRetold(pointer, passage);
        break;
      case 'voting':
        yield toldBy(
          pointer,
          'vote-opened',
          opens,
          { ...window, chosen: vote?.remedy },
          {
            chosen: '/vote/remedy',
          },
        );
        if (vote?.tally != null)
          yield toldBy('/vote', 'vote-closed', vote.closedAt, { closedAt: vote.closedAt, tally: vote.tally });
        yield* waitRetold(pointer, passage);
        break;
      case 'guardian-resolution':
        yield toldBy(
          pointer,
          'guardian-resolution-opened',
          opens,
          { ...window, guardian: resolution?.guardian ?? null },
          { guardian: '/resolution/guardian' },
        );
        yield* waitRetold(pointer, passage);
        if (resolution !== null && resolution.remedy !== null && resolution.at !== null)
          yield toldBy('/resolution', 'guardian-resolved', resolution.at, { ...resolution });
        break;
      case 'appeal':
        yield* appealRetold(pointer, record, passage);
        if (appeal?.ended != null)
          yield toldBy('/appeal/ended', 'appeal-ended', appeal.ended.at, { ...appeal.ended });
        break;
      case 'negotiation':
      case 'mediation':
        break;
    }
  }
  const facts = ending.facts !== null && 'told' in ending.facts ? ending.facts.told : {};
  yield toldBy(
    '',
    'ended',
    record.endedAt,
    { ...facts, outcome, rule: ending.rule },
    {
      at: '/endedAt',
      rule: '/ending/rule',
    },
  );
}

/** The appeal's window; lodged before it waited, nothing of that falls due any more (APP-1, RST-1). */
function* appealRetold(
  pointer: string,
  { appeal, decided }: ConflictRecord,
  passage: ConflictPassage,
): Generator<Retold> {
  const lodged = appeal?.lodged ?? null;
  const { opens, waited } = passage;
  const isLodgedFirst = lodged !== null && waited !== undefined && lodged.at < waited.since;
  const closes = isLodgedFirst ? passage.closes : closesUnwaited(passage);
  yield toldBy(pointer, 'appeal-opened', opens, { opens, closes, decided }, { decided: '/decided' });
  if (!isLodgedFirst) yield* waitRetold(pointer, passage);
  if (lodged !== null) yield toldBy('/appeal/lodged', 'appealed', lodged.at, { ...lodged });
  if (isLodgedFirst) yield* waitRetold(pointer, passage, null);
}
