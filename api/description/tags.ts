/** What the operations are grouped by: the first part of their path. */
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';

interface Tag {
  readonly name: string;
  readonly description: string;
}

const archive: Tag = { name: 'archive', description: 'What ended: records, evidence, proofs' };
const ledger: Tag = { name: 'ledger', description: 'The Merkle log of all records, open to anyone' };
const council: Tag = { name: 'council', description: 'Members, and who holds what' };
const charter: Tag = { name: 'charter', description: 'The rules in force, and every version before' };
const delegations: Tag = { name: 'delegations', description: 'Votes that are entrusted to others' };
const inbox: Tag = { name: 'inbox', description: 'What concerns the caller, and what happens as it happens' };
const operators: Tag = { name: 'operators', description: 'For who runs the service' };
const description: Tag = { name: 'description', description: 'What there is, and what problems mean' };
const identity: Tag = {
  name: 'identity',
  description: 'Who asks: sessions, identities at providers, tokens',
};
const custody: Tag = { name: 'custody', description: 'Files that are evidence, and who holds them' };
const support: Tag = {
  name: 'support',
  description: 'Support from members who agreed to give it, sealed to those in its room',
};
const sensors: Tag = { name: 'sensors', description: 'Sensors, and what they observe' };

const kindTags = Object.fromEntries(
  kindNames.map((name) => [name, { name: kinds[name].plural, description: kinds[name].about }]),
) as Readonly<Record<KindName, Tag>>;

const bySegment: Readonly<Record<string, Tag>> = {
  ...Object.fromEntries(kindNames.map((name) => [kinds[name].plural, kindTags[name]])),
  attachments: kindTags.proposal,
  custody,
  support,
  sensors,
  observations: sensors,
  decisions: archive,
  ledger,
  members: council,
  foundings: kindTags.family,
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
