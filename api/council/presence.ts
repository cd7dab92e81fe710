/** Whoever acts is not offline, and who waits for a member is told of a new status (MEM-2, MEM-4, GUA-1). */
import type { Member } from '../../rules/model.ts';
import { endedWith } from '../../store/council/allocation-ends.ts';
import { decisionsAsking } from '../../store/processes/asking.ts';
import { decisionsAwaiting, decisionsAwaitingGuardian } from '../../store/ballots/polls.ts';
import { processesAwaiting } from '../../store/processes/processes.ts';
import { comeBack } from '../../store/council/status.ts';
import { allocationTimer } from '../../workflows/messages.ts';
import type { Services } from '../service/services.ts';
import { tellDeclared, tellToLookAgain } from '../service/temporal.ts';

/** Whoever is gone or back may be the last that a poll or a resolution waits for, or without whom fewer suffice (MEM-2, TIE-3, MAN-2, GUA-1). */
export async function tellWhoWaits({ db, temporal, log }: Services, member: string): Promise<void> {
  const decisions = [
    ...(await decisionsAwaiting(db, member)),
    ...(await decisionsAwaitingGuardian(db, member)),
    ...(await processesAwaiting(db, member)),
  ];
  const ended = (await endedWith(db, member)).map(allocationTimer);
  tellToLookAgain(temporal, log, [...new Set([...decisions, ...ended])]);
  for (const decision of await decisionsAsking(db, member)) tellDeclared(temporal, log, decision);
}

/** A sign-in, or any request that is no reading, lifts a status `offline` at once, whoever set it (MEM-4). Answers the member as they are then. */
export async function present<Some extends Pick<Member, 'id' | 'status'>>(
  services: Services,
  member: Some,
): Promise<Some> {
  if (member.status !== 'offline') return member;
  const { db, clock } = services;
  if (await comeBack(db, clock, member.id)) await tellWhoWaits(services, member.id);
  return { ...member, status: 'active' };
}
