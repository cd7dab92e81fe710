/** What happened in a conflict as its record alone tells it: its stages, and before the council what came of them; the room it hides (CNF-2 to CNF-5, AUT-2). */
import type { ConflictEntry } from '../../rules/conflict/entries.ts';
import { later, millisecond } from '../proposal/course/windows.ts';
import { type Told, toldBy } from '../recount/replay.ts';
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
    const due = later(opens, rules.conflicts[stage]);
    const isHeld = closes !== due && mayBeHeld(record, place, due);
    const window = { opens, closes: isHeld ? due : closes };
    if (stage === 'negotiation')
      yield toldBy(pointer, 'opened', opens, { ...window, by: '', parties: sides, what: '', remedy: '' });
    else if (isPassedOver) yield toldBy(pointer, 'mediation-passed-over', opens, { mediators: [0, 0] });
    else yield toldBy(pointer, 'mediation-opened', opens, { ...window, mediators: [1, 1] });
    if (isHeld && !isPassedOver) yield toldBy(pointer, 'talks-held', due, { closes });
  }
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
  return passage.closes > due && millisecond(passage.closes) < given + conflicts.contest + conflicts.ruling;
}

/** What happened before the council, and the ending. */
export function* councilRetold(record: ConflictRecord): Generator<Retold> {
  const { path, electorate, remedies, vote, resolution, appeal, decided, outcome, ending } = record;
  for (const [place, { opens, closes, ...leg }] of path.entries()) {
    const pointer = `/path/${place}`;
    const window = { opens, closes };
    const { stage, step } = leg;
    switch (stage === 'arbitration' ? (step ?? 'ranking') : stage) {
      case 'ranking':
        yield toldBy(pointer, 'arbitration-opened', opens, { ...window, step: 'ranking', electorate });
        if (remedies?.schulze != null) {
          const { put: _put, rankings: _rankings, ...closed } = remedies;
          const chosen = remedies.schulze[0]?.[0] ?? null;
          yield toldBy('/remedies', 'remedies-closed', remedies.closedAt, { ...closed, chosen });
        }
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
        break;
      case 'guardian-resolution':
        yield toldBy(
          pointer,
          'guardian-resolution-opened',
          opens,
          { ...window, guardian: resolution?.guardian ?? null },
          { guardian: '/resolution/guardian' },
        );
        if (resolution !== null && resolution.remedy !== null && resolution.at !== null)
          yield toldBy('/resolution', 'guardian-resolved', resolution.at, { ...resolution });
        break;
      case 'appeal':
        yield toldBy(pointer, 'appeal-opened', opens, { ...window, decided }, { decided: '/decided' });
        if (appeal?.lodged != null)
          yield toldBy('/appeal/lodged', 'appealed', appeal.lodged.at, { ...appeal.lodged });
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
