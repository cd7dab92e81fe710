/** Who is a party while the talks go on, and what follows where one is dropped, or all have said their word (CNF-1 to CNF-3). */
import { emptySide, endsEarly, settledTerms } from '../../rules/conflict.ts';
import { openWords } from '../../rules/conflict-parties.ts';
import { now } from '../clock.ts';
import { type Dispute, ending, note } from './dispute.ts';

/** When the stage at hand opened. */
export const openingOf = ({ state: { path } }: Dispute): string => path.at(-1)?.opens ?? now();

/** A party is none any more: whom that leaves may have settled, or one side has nobody left (CNF-1, CNF-2). */
export function dropped(dispute: Dispute, member: string, at: string): void {
  const side = dispute.state.parties[0].includes(member) ? 1 : 2;
  note(dispute, 'party-dropped', { member, side }, at);
  const empty = emptySide(dispute.state);
  if (empty === undefined) follow(dispute, at);
  else dispute.interrupted ??= { ...ending('dropped', 'CNF-1', { side: empty }), at };
}

/** After every act in the room: whether it has settled the conflict, given the stage up, or ended what the talks were held for (CNF-1 to CNF-3). */
export function follow(dispute: Dispute, at: string): void {
  const { state } = dispute;
  const isReleased = state.heldSince !== null && openWords(state).length === 0;
  const isHeld = state.heldSince !== null && settledTerms(state) === undefined;
  if (isReleased || (endsEarly(state) && !isHeld)) dispute.over ??= at;
}
