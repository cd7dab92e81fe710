/** "I am no party": a named party's word, contested by another or not, and the guardian's on it (CNF-1, GUA-1). */
import type { NoParty } from '../../rules/conflict.ts';
import {
  askGuardian,
  contestWord,
  endWord,
  namedOf,
  openWords,
  sayNoParty,
  silentWord,
} from '../../rules/conflict-parties.ts';
import type { ConflictFacts } from '../../rules/conflict/entries.ts';
import { laterOf } from '../../rules/window.ts';
import { activities } from '../activities.ts';
import { after, now } from '../clock.ts';
import { type Dispute, note } from './dispute.ts';
import { dropped, follow, openingOf } from './parties.ts';

export function noPartySaid(dispute: Dispute, by: string, reason: string): void {
  const at = now();
  const until = after(at, dispute.rules.contest);
  dispute.state = sayNoParty(dispute.state, by, at, until);
  note(dispute, 'no-party', { by, reason, until }, at);
}

export function noPartyContested(dispute: Dispute, member: string, by: string, reason: string): void {
  const at = now();
  dispute.state = contestWord(dispute.state, member, by, at);
  note(dispute, 'no-party-contested', { member, by, reason }, at);
}

/** The guardian's word ends it. */
export function partyRuled(
  dispute: Dispute,
  { member, party, guardian, reason }: { member: string; party: boolean; guardian: string; reason: string },
): void {
  decide(dispute, member, { party, because: 'guardian', at: now() }, { guardian, reason });
}

/** A word that has been contested, and that the guardian is not asked about yet. */
export const unasked = ({ state }: Dispute): NoParty | undefined =>
  openWords(state).find(({ contests, asked }) => contests.length > 0 && asked === null);

/** The word that ends next, if nobody says anything more. */
export const nextWord = ({ state }: Dispute): NoParty | undefined =>
  openWords(state).toSorted((one, other) => (one.due < other.due ? -1 : 1))[0];

/** Asks the guardian, from the first contest on; who is recused, or no guardian, is silent at once (GUA-1). */
export async function askWho(dispute: Dispute): Promise<void> {
  const { guardian } = await guardianNow(dispute);
  for (const word of openWords(dispute.state))
    if (word.contests.length > 0 && word.asked === null)
      asked(dispute, word.member, guardian, word.contests[0]?.at ?? now());
}

/** A guardian who has gone since, or is recused, is silent from now on (GUA-1). */
export async function lookAtGuardian(dispute: Dispute): Promise<void> {
  const awaiting = openWords(dispute.state).filter((word) => word.guardian !== null);
  if (awaiting.length === 0) return;
  const { guardian } = await guardianNow(dispute);
  for (const word of openWords(dispute.state))
    if (word.guardian !== null && word.guardian !== guardian) asked(dispute, word.member, null, now());
}

async function guardianNow({ charter, state }: Dispute): Promise<{ readonly guardian: string | null }> {
  if (charter.guardian === null) return { guardian: null };
  const concerned = namedOf(state).flat();
  const { guardian, recused } = await activities.guardianFor({
    ...{ id: state.id, role: charter.guardian.role, concerned },
  });
  return { guardian: recused === null ? guardian : null };
}

function asked(dispute: Dispute, member: string, guardian: string | null, at: string): void {
  const answer = after(at, dispute.rules.ruling);
  dispute.state = askGuardian(dispute.state, member, { guardian, at, answer });
  const { due } = dispute.state.noParty.find((word) => word.member === member) ?? { due: answer };
  note(dispute, 'no-party-asked', { member, guardian, due });
  if (dispute.state.heldSince !== null) hold(dispute, now());
}

/** What silence says, at the instant at which it does. */
export function endSilently(dispute: Dispute, word: NoParty): void {
  const [party, because] = silentWord(dispute.state, word);
  decide(dispute, word.member, { party, because, at: laterOf(word.due, openingOf(dispute)) }, {});
}

function decide(
  dispute: Dispute,
  member: string,
  ended: NonNullable<NoParty['ended']>,
  by: Pick<ConflictFacts<'no-party-ended'>, 'guardian' | 'reason'>,
): void {
  const { party, because, at } = ended;
  dispute.state = endWord(dispute.state, member, ended);
  note(dispute, 'no-party-ended', { member, party, because, ...by }, at);
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
  const path = state.path.map((passage, place) =>
    place === state.path.length - 1 ? { ...passage, closes } : passage,
  );
  dispute.state = { ...state, path, deadline: closes, heldSince: state.heldSince ?? dispute.stageEnded };
  if (state.heldSince === null || closes !== state.deadline) note(dispute, 'talks-held', { closes }, at);
}
