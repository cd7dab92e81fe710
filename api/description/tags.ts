/** What the operations are grouped by: the first part of their path. */

interface Tag {
  readonly name: string;
  readonly description: string;
}

const proposals: Tag = { name: 'proposals', description: 'Proposals, and what is given and said in them' };
const emergencies: Tag = { name: 'emergencies', description: 'What a leader does alone and at once' };
const conflicts: Tag = { name: 'conflicts', description: 'Conflicts between members, and their arbitration' };
const appeals: Tag = { name: 'appeals', description: 'Appeals to the guardian' };
const archive: Tag = { name: 'archive', description: 'What ended: records, evidence, proofs' };
const ledger: Tag = { name: 'ledger', description: 'The Merkle log of all records, open to anyone' };
const council: Tag = { name: 'council', description: 'Members, families, and who holds what' };
const charter: Tag = { name: 'charter', description: 'The rules in force, and every version before' };
const delegations: Tag = { name: 'delegations', description: 'Votes that are entrusted to others' };
const inbox: Tag = { name: 'inbox', description: 'What concerns the caller, and what happens as it happens' };
const operators: Tag = { name: 'operators', description: 'For who runs the service' };
const description: Tag = { name: 'description', description: 'What there is, and what problems mean' };
const identity: Tag = {
  name: 'identity',
  description: 'Who asks: sessions, identities at providers, tokens',
};

const lookbacks: Tag = {
  name: 'lookbacks',
  description: 'Looking back on decisions: is what was done to be kept, changed or ended?',
};

const custody: Tag = { name: 'custody', description: 'Files that are evidence, and who holds them' };

const repairs: Tag = { name: 'repairs', description: 'Plans by which harm is repaired' };
const restorative: Tag = {
  name: 'restorative',
  description: 'Restorative work between who was harmed and who caused it',
};

const nodeVetoes: Tag = {
  name: 'node-vetoes',
  description: 'Vetoes of a node, a member or a family, against acts that endanger it',
};

const support: Tag = {
  name: 'support',
  description: 'Support from members who agreed to give it, sealed to those in its room',
};

const alarms: Tag = { name: 'alarms', description: 'Sensors, what they observe, and alarms' };

const bySegment: Readonly<Record<string, Tag>> = {
  proposals,
  attachments: proposals,
  custody,
  emergencies,
  conflicts,
  repairs,
  'node-vetoes': nodeVetoes,
  support,
  sensors: alarms,
  observations: alarms,
  alarms,
  restorative,
  appeals,
  lookbacks,
  decisions: archive,
  ledger,
  members: council,
  families: council,
  foundings: council,
  allocations: council,
  resources: council,
  mandates: council,
  charter,
  delegations,
  disclosures: delegations,
  inbox,
  events: inbox,
  astray: operators,
  'task-queue': operators,
  health: operators,
  metrics: operators,
  kinds: description,
  problems: description,
  'openapi.json': description,
  session: identity,
  identities: identity,
  invitations: identity,
  tokens: identity,
  dev: identity,
  '.well-known': identity,
};

/** Every tag once, in the order in which they are shown. */
export const tags: readonly Tag[] = [...new Set(Object.values(bySegment))];

/**
 * The name of the tag of a path.
 * @throws an Error for a path that belongs to none: a mistake of ours
 */
export function tagOf(path: string): string {
  const [segment = ''] = path.replace(/^\/(v1\/)?/, '').split('/');
  const tag = Object.hasOwn(bySegment, segment) ? bySegment[segment] : undefined;
  if (tag === undefined) throw new Error(`${path} belongs to no tag (api/description/tags.ts)`);
  return tag.name;
}
