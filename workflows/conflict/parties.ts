/** Who is a party while the talks go on: the word "I am no party", contested or not, the guardian's on it, and what follows where one is dropped (CNF-1 to CNF-3, GUA-1). */
import { emptySide, type NoParty } from '../../rules/conflict/state.ts';
import { isOver } from '../../rules/conflict/step.ts';
import { openWords, silentWord, wordDue } from '../../rules/conflict/parties.ts';
import type { Facts } from '../../rules/refusal.ts';
import { after, laterOf } from '../../rules/window.ts';
import { activities } from '../activities.ts';
import { isOver as isPast, now } from '../kit/clock.ts';
import { happen } from '../process.ts';
import { type Dispute, ending } from './dispute.ts';

export function noPartySaid(dispute: Dispute, by: string, reason: string): void {
  const at = now();
  happen(dispute, 'no-party', { by, reason, until: after(at, dispute.rules.contest) }, at);
}

export function noPartyContested(dispute: Dispute, member: string, by: string, reason: string): void {
  happen(dispute, 'no-party-contested', { member, by, reason });
}

/** The guardian's word ends it. */
export function partyRuled(
  dispute: Dispute,
  { member, party, guardian, reason }: { member: string; party: boolean; guardian: string; reason: string },
): void {
  decide(dispute, member, { party, because: 'guardian', at: now() }, { guardian, reason });
}

/** Asks the guardian, from the first contest on; who is recused, or no guardian, is silent at once (GUA-1). */
export async function askWho(dispute: Dispute): Promise<void> {
  const guardian = await guardianNow(dispute);
  for (const word of openWords(dispute.state))
    if (word.contests.length > 0 && word.asked === null)
      asked(dispute, word, guardian, word.contests[0]?.at ?? now());
}

/** Whoever holds the office now is asked, and who has lost it is not; one who has gone since, or is recused, is silent from now on (AUT-1, GUA-1). */
export async function lookAtGuardian(dispute: Dispute): Promise<void> {
  const awaiting = openWords(dispute.state).filter((word) => word.guardian !== null);
  if (awaiting.length === 0) return;
  const guardian = await guardianNow(dispute);
  for (const word of openWords(dispute.state))
    if (word.guardian !== null && word.guardian !== guardian && !isPast(word.due)) {
      if (guardian === null) asked(dispute, word, null, now());
      else handOn(dispute, word, guardian);
    }
}

/** The word is theirs, until the same instant (AUT-1, GUA-1). */
function handOn(dispute: Dispute, { member, guardian: from, due }: NoParty, guardian: string): void {
  happen(dispute, 'no-party-asked', { member, guardian, from, due });
}

async function guardianNow({ charter, kind, state }: Dispute): Promise<string | null> {
  if (charter.guardian === null) return null;
  const { role } = charter.guardian;
  const { guardian, recused } = await activities.guardianFor({
    id: state.id,
    role,
    concerned: kind.concerned(state),
  });
  return recused === null ? guardian : null;
}

function asked(dispute: Dispute, word: NoParty, guardian: string | null, at: string): void {
  const due = wordDue(word, { guardian, at, answer: after(at, dispute.rules.ruling) });
  happen(dispute, 'no-party-asked', { member: word.member, guardian, due }, at);
  if (dispute.state.heldSince !== null) hold(dispute, now());
}

/** What silence says, at the instant at which it does. */
export function endSilently(dispute: Dispute, word: NoParty): void {
  const [party, because] = silentWord(dispute.state, word);
  decide(dispute, word.member, { party, because, at: laterOf(word.due, openingOf(dispute)) }, {});
}

function decide(dispute: Dispute, member: string, ended: NonNullable<NoParty['ended']>, by: Facts): void {
  const { party, because, at } = ended;
  happen(dispute, 'no-party-ended', { member, party, because, ...by }, at);
  if (party) follow(dispute, at);
  else dropped(dispute, member, at);
}

/** Talks that are over go on until the last such word has ended: arbitration does not begin before. */
export function hold(dispute: Dispute, at: string): void {
  const { state } = dispute;
  const closes = openWords(state).reduce(
    (latest, { due }) => laterOf(latest, due),
    state.deadline ?? dispute.stageEnded,
  );
  if (state.heldSince === null || closes !== state.deadline) happen(dispute, 'talks-held', { closes }, at);
}

/** When the stage at hand opened. */
export const openingOf = ({ state: { path } }: Dispute): string => path.at(-1)?.opens ?? now();

/** A party is none any more: whom that leaves may have settled, or one side has nobody left (CNF-1, CNF-2). */
export function dropped(dispute: Dispute, member: string, at: string): void {
  const side = dispute.state.parties[0].includes(member) ? 1 : 2;
  happen(dispute, 'party-dropped', { member, side }, at);
  const empty = emptySide(dispute.state);
  if (empty === undefined) follow(dispute, at);
  else dispute.interrupted ??= { ...ending('dropped', { side: empty }), at };
}

/** After every act in the room: whether it has settled the conflict, given the stage up, or ended what the talks were held for (CNF-1 to CNF-3). */
export function follow(dispute: Dispute, at: string): void {
  if (isOver(dispute.state)) dispute.over ??= at;
}
