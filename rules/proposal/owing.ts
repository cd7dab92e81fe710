/** Who owes what in a proposal, and in which window: in the stage at hand, and wherever a requirement is open (CNF-5, PRO-11, JUS-1). */
import { type Audience, type OwedAct, people } from '../audience.ts';
import { permissions } from './permissions.ts';
import type { ProposalState, Requirement } from './state.ts';
import type { OwedWindow } from '../reminders.ts';

/** The act that meets a requirement (PRO-11, JUS-1). */
const meeting: Readonly<Record<Requirement['what'], OwedAct>> = {
  consent: 'consents',
  resources: 'attestations',
  diversity: 'attestations',
  hearing: 'hearing',
};

/** Whether an act meets a requirement, and is declared in the ballot box. */
export const meetsRequirement = (act: OwedAct): boolean => Object.values(meeting).includes(act);

/** What is owed in a stage of a proposal by those who decide; a requirement is owed in whatever stage it is open. */
const owedIn: Partial<Readonly<Record<ProposalState['stage'], OwedAct>>> = {
  draft: 'submission',
  discussion: 'position',
  voting: 'ballot',
  'guardian-resolution': 'resolution',
  'guardian-approval': 'approval',
  execution: 'task',
};

function owedNow({ stage, approver, startsAt }: ProposalState): OwedAct | undefined {
  if (stage === 'delay' && approver !== null) return 'approval';
  // A draft with a start date submits itself (PRO-1).
  return stage === 'draft' && startsAt !== null ? undefined : owedIn[stage];
}

/** The windows of a proposal in which an act is owed now. @param opens when the window of the stage at hand opened */
export function windowsOwed(proposal: ProposalState, opens: string): OwedWindow[] {
  const { stage, deadline, submittedAt, requirements } = proposal;
  const act = owedNow(proposal);
  const windows: OwedWindow[] = act === undefined || deadline === null ? [] : [{ act, opens, due: deadline }];
  if (submittedAt === null || stage === 'ended') return windows;
  for (const { what, asked, until, closed } of requirements)
    if (closed === null && !windows.some((one) => one.act === meeting[what] && one.due === until))
      windows.push({ act: meeting[what], opens: asked, due: until });
  return windows;
}

export function owingProposal(proposal: ProposalState, act: OwedAct): readonly Audience[] {
  const { author, guardian, approver, assignee } = proposal;
  if (act === 'disclosures' && permissions.disclosures.stages.includes(proposal.stage))
    return [{ undisclosed: { category: proposal.category } }];
  if (meetsRequirement(act)) return requiredOf(proposal, act).flatMap(({ to }) => to);
  if (owedNow(proposal) !== act) return [];
  switch (act) {
    case 'position':
      return [{ unanswered: 'positions' }];
    case 'ballot':
      return [{ unanswered: 'votes' }];
    case 'submission':
      return people(author);
    case 'task':
      return people(assignee);
    default:
      return people(approver ?? guardian);
  }
}

/** Who must still meet each requirement, until when; whoever speaks for the accused may do so in their place (JUS-1). */
export function requiredOf(
  { id, requirements, author, accused, representative }: ProposalState,
  act: OwedAct,
): readonly { readonly to: readonly Audience[]; readonly until: string }[] {
  const open = requirements.filter(({ what, closed }) => meeting[what] === act && closed === null);
  const parents = requirements.filter(({ what }) => what === 'consent').map(({ who }) => who);
  const writers = author === null ? [] : [author];
  return open.map(({ what, who, until }) => {
    if (what === 'resources') return { to: [{ role: 'resource-steward' }], until };
    // Nobody who wrote it or is a parent attests the diversity (REP-1).
    if (what === 'diversity') return { to: [{ electorate: id, but: [...parents, ...writers] }], until };
    return { to: people(who, who === accused ? representative : null), until };
  });
}
