/** What a charter chooses among: the tiers, what a category may permit, the roles, and the policies of its sections. */

export const tierNumbers = [1, 2, 3] as const;
export type Tier = (typeof tierNumbers)[number];

export const maturityBases = ['age', 'milestone', 'either'] as const;
/** What a family grants where a charter does not say (TIE-5). */
export const familyMilestones: readonly string[] = ['family', 'key-removal'];
export const offlinePolicies = ['abstain', 'exclude', 'wait'] as const;
export const guardianScopes = ['constitutional', 'principles', 'amendments'] as const;
/** What becomes of a decision that the guardian was asked to approve, and has not answered in time (AMD-2). */
export const silences = ['lapse', 'assent'] as const;
export const conflictedPolicies = ['carry', 'drop'] as const;
export const capBases = ['delegated', 'electorate'] as const;
/** Milliseconds: 72 hours, in which a member who is away for some days can stop what the registrar changes (MEM-6). */
export const leastKeyNotice = 259_200_000;
export const signaturePolicies = ['none', 'ballots', 'all'] as const;
/** What the mesh of sensors may do: it tells, records and assigns tasks, and nothing else (ALM-1). */
export const alarmActions = ['tell', 'record', 'task'] as const;
/** Whether electors may declare an interest in what they decide, or must say whether they have one before they answer (GUA-2). */
export const interestPolicies = ['ask', 'require'] as const;
/** What a ranking says of an option that it leaves out: that it is below all others, or nothing (CON-1). */
export const unrankedPolicies = ['last', 'not-compared'] as const;
export const answerPolicies = ['at-once', 'at-close'] as const;

/** What a category permits in its `actions` (EXE-1); allocations are two permissions. */
export const permissions = [
  'none',
  'task',
  'http.call',
  'allocation.temporary',
  'allocation.permanent',
  'resource.define',
  'sensor.register',
  'sensor.remove',
  'family.admit',
  'family.release',
  'family.dissolve',
  'member.admit',
  'member.release',
  'member.milestone',
  'member.roles',
  'member.guardian',
  'leadership.give',
  'leadership.take',
  'mandate.grant',
  'mandate.end',
  'restorative.refer',
  'charter.amend',
] as const;
export type Permission = (typeof permissions)[number];

export const gates = ['parents', 'resources', 'diversity'] as const;
export type Gate = (typeof gates)[number];

/** How a category adopts where its rounds find no consensus: by votes; by consent; or lazily, where nobody blocks (CON-3). */
export const adoptions = ['vote', 'consent', 'lazy'] as const;

export const roles = [
  'guardian',
  'leadership',
  'registrar',
  'operator',
  'resource-steward',
  'supporter',
  'duty',
  'facilitator',
] as const;
export type Role = (typeof roles)[number];
