/** Whom each entry of a node veto concerns, and who owes what in it (NVP-3, CNF-5). */
import { type Audience, type Notification, type OwedAct, owing, people, telling } from '../audience.ts';
import type { OwedWindow } from '../reminders.ts';
import type { NodeVetoEntry } from './entries.ts';
import { type NodeVetoState, staying } from './state.ts';

/** Who speaks for a node, and who put the act. */
const sides = ({ nodes, answerers }: NodeVetoState): readonly Audience[] =>
  people(...answerers, ...nodes.map(({ by }) => by));

const unfound = ({ panel }: NodeVetoState): readonly Audience[] =>
  people(...(panel?.members ?? []).filter((member) => !panel?.found.some(({ by }) => by === member)));

/** Whom an entry concerns, and what they owe from then on and until when (NVP-3, NVP-4). @param state as it is after the entry */
export function nodeVetoNotices(
  state: NodeVetoState,
  { kind, at, facts }: NodeVetoEntry,
): readonly Notification[] {
  const { answerers, deadline, panel, charter } = state;
  switch (kind) {
    case 'opened':
      return [
        // Where those before have taken all the time to answer, a panel is drawn at once (NVP-4).
        ...(facts.closes > at
          ? owing(people(...answerers), 'answer', facts.closes)
          : telling(people(...answerers))),
        ...telling(people(...facts.members), facts.by),
      ];
    case 'joined':
    case 'agreed':
    case 'left':
    case 'answered':
    case 'asked':
      return telling(sides(state), facts.by);
    case 'panel-drawn':
      return [
        ...owing(people(...facts.panel), 'finding', facts.closes),
        ...telling(sides(state)),
        ...(facts.panel.length === 0 ? telling([{ council: charter.version }]) : []),
      ];
    case 'found':
      if (state.stage === 'panel') return [];
      // What was upheld any elector may turn against (NVP-3).
      return telling([...sides(state), ...(state.stage === 'upheld' ? [{ council: charter.version }] : [])]);
    case 'panel-silent':
    case 'ended':
      return telling([...sides(state), ...people(...(panel?.members ?? []))]);
    case 'continuation-of':
      return deadline === null ? [] : telling(sides(state));
  }
}

/** The windows in which something is owed now. @param opened since when the stage at hand runs */
export function nodeVetoOwed(
  { stage, deadline, answerers }: NodeVetoState,
  opened: string,
): readonly OwedWindow[] {
  if (deadline === null) return [];
  if (stage === 'answer')
    return answerers.length > 0 && deadline > opened ? [{ act: 'answer', opens: opened, due: deadline }] : [];
  return stage === 'panel' ? [{ act: 'finding', opens: opened, due: deadline }] : [];
}

/** Who still owes an act as it stands; nobody where it is none of its acts (NVP-3, CNF-5). */
export function owingNodeVeto(state: NodeVetoState, act: OwedAct): readonly Audience[] {
  if (act === 'answer')
    return state.stage === 'answer' && staying(state).length > 0 ? people(...state.answerers) : [];
  return act === 'finding' && state.stage === 'panel' ? unfound(state) : [];
}
