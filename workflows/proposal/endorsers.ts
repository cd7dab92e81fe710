/** Endorsers of a submission: who they are, and from when on it counts (PRO-2). */
import { endorsersOf, type EndorsementWord, isEndorsed } from '../../rules/proposal/endorsement.ts';
import { now } from '../kit/clock.ts';
import { askedOf } from './asking.ts';
import { type Decision, note } from './decision.ts';

/** Tells of each change; what must hold before an adoption is asked for from when they are enough (PRO-11). */
export function followEndorsements(decision: Decision, words: readonly EndorsementWord[]): void {
  const { endorsement, stage } = decision.proposal;
  if (endorsement === null || stage !== 'endorsement' || isEndorsed(endorsement)) return;
  const { needed } = endorsement;
  const { members } = endorsersOf(words, needed);
  if (members.join() === endorsement.members.join()) return;
  const at = now();
  const requirements = members.length < needed ? [] : askedOf(decision, decision.content, 1, at);
  decision.proposal = { ...decision.proposal, endorsement: { needed, members }, requirements };
  const asked = requirements.length === 0 ? {} : { requirements };
  note(decision, 'endorsed', { members: [...members], needed, ...asked }, at);
}
