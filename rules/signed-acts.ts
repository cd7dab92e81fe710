/**
 * Which acts their members sign where the charter has all of them signed, and which entry tells of each: so that what was signed is found
 * beside what was done, and held against it (AUT-1).
 */
import { outcomeOf, type Ruling } from './appeal/state.ts';
import type { KindName } from './kinds.ts';
import type { Facts } from './refusal.ts';

/** What an act bears of its member's signature: it stands in the facts of the entry that tells of the act, and of a declaration. */
export interface SignedAct<Key = unknown> {
  /** As the description of kinds names it (GET /v1/kinds). */
  readonly act: string;
  /** What was said, as it was read from the request. */
  readonly body: Facts;
  /** The public key that the signature is by, and that counted then. */
  readonly key: Key;
  /** Counts what the member signed of this act in this process, from 1. */
  readonly sequence: number;
  /** A detached JWS. */
  readonly signature: string;
}

/** The fact that bears it. */
export const signedFact = 'signed';

/** Whether a member of a body says what the facts say. */
type Says = (said: unknown, facts: Facts) => boolean;

/** An entry that tells of a member's act. */
export interface TellsOfAct {
  /** One of these. */
  readonly acts: readonly string[];
  /** The fact that names the member; null where nobody did it. */
  readonly by: string;
  /** Whether it tells of an act at all; always unless given. */
  readonly when?: (facts: Facts) => boolean;
  /** What the body says in other words than the facts; everything else is the fact of its name. */
  readonly says?: Readonly<Record<string, Says>>;
  /** The parts of a text that it puts in force: they stand in the version of the fact `version`. */
  readonly text?: true;
}

type Table = Readonly<Record<string, TellsOfAct>>;

const isMatter: Says = (said, { matter }) =>
  said === matter || (typeof matter === 'string' && matter.endsWith(`.${String(said)}`));

const raised: Readonly<Record<string, Says>> = {
  matter: isMatter,
  principle: (said, { matter }) => said === matter,
  matters: (said, facts) =>
    Array.isArray(said) &&
    said.some((one: Facts) => isMatter(one['matter'], facts) && one['reason'] === facts['reason']),
};

const ofObligation: Readonly<Record<string, Says>> = { n: (said, { obligation }) => said === obligation };

/** Those that it names are its sources; who names none gives their own word (ALM-3). */
const namesThem: Says = (said, { sources }) => {
  const named = (sources as readonly { readonly observation: Facts | null }[]).flatMap(
    ({ observation }) => observation?.['id'] ?? [],
  );
  return (
    Array.isArray(said) && said.length === named.length && said.every((id, place) => id === named[place])
  );
};

const amends: TellsOfAct = { acts: ['amendments'], by: 'by', text: true };
const appeals: TellsOfAct = { acts: ['appeal'], by: 'by' };
const confirms: TellsOfAct = { acts: ['task'], by: 'assignee' };

/** The entries that tell of members' acts, of each kind of process. */
export const tellingOfActs: Readonly<Record<KindName, Table>> = {
  proposal: {
    amended: amends,
    corrected: amends,
    'amendment-put': amends,
    objected: { acts: ['objection'], by: 'by', says: raised },
    vetoed: { acts: ['veto'], by: 'by', says: raised },
    contested: {
      acts: ['objection/contest', 'veto/contest'],
      by: 'by',
      says: {
        vetoes: (said, { vetoes }) =>
          said === 'all' ||
          (Array.isArray(said) && Array.isArray(vetoes) && vetoes.every((one) => said.includes(one))),
      },
    },
    'guardian-resolved': { acts: ['resolution'], by: 'guardian' },
    'guardian-answered': { acts: ['approval'], by: 'guardian' },
    appealed: appeals,
    'task-confirmed': confirms,
    ended: { acts: ['withdrawal'], by: 'by', when: ({ outcome }) => outcome === 'withdrawn' },
  },
  emergency: {
    reported: { acts: ['report'], by: 'by' },
    justified: { acts: ['justification'], by: 'by' },
    'override-opened': { acts: ['override-calls'], by: 'by' },
    'ratification-opened': { acts: ['ratification-calls'], by: 'by' },
    'task-confirmed': confirms,
  },
  conflict: {
    message: { acts: ['messages'], by: 'by' },
    'terms-put': { acts: ['terms'], by: 'by' },
    'terms-accepted': { acts: ['acceptance'], by: 'by' },
    impasse: { acts: ['impasse'], by: 'by' },
    'no-party': { acts: ['no-party'], by: 'by' },
    'no-party-contested': { acts: ['no-party/contest'], by: 'by' },
    'no-party-ended': { acts: ['no-party/ruling'], by: 'guardian' },
    withdrawn: { acts: ['withdrawal'], by: 'by' },
    'guardian-resolved': { acts: ['resolution'], by: 'guardian' },
    appealed: appeals,
  },
  appeal: {
    ended: {
      acts: ['ruling'],
      by: 'guardian',
      when: ({ silent, outcome }) => silent !== true && outcome !== 'interrupted',
      says: { ruling: (said, { outcome }) => outcomeOf[said as Ruling] === outcome },
    },
  },
  lookback: { answered: { acts: ['answer'], by: 'by' } },
  family: {
    accepted: { acts: ['acceptance'], by: 'by', says: { accept: (said) => said === true } },
    declined: { acts: ['acceptance'], by: 'by', says: { accept: (said) => said === false } },
  },
  'node-veto': {
    joined: { acts: ['joining'], by: 'by' },
    answered: { acts: ['answer'], by: 'by' },
    agreed: { acts: ['agreement'], by: 'by' },
    left: { acts: ['withdrawal'], by: 'by' },
    found: { acts: ['finding'], by: 'by' },
    asked: { acts: ['question'], by: 'by' },
  },
  repair: {
    spoken: { acts: ['words'], by: 'by' },
    chosen: { acts: ['choice'], by: 'by', says: ofObligation },
    'terms-put': { acts: ['terms'], by: 'by' },
    'terms-answered': { acts: ['acceptance'], by: 'by', says: { terms: (said, { n }) => said === n } },
    done: { acts: ['done'], by: 'by', says: ofObligation },
    'receiver-answered': { acts: ['confirmation'], by: 'by', says: ofObligation },
    verified: { acts: ['verification'], by: 'by', says: ofObligation },
    released: { acts: ['release'], by: 'by', says: ofObligation },
  },
  alarm: {
    corroborated: {
      acts: ['corroboration'],
      by: 'by',
      // What is seen in another status is refused, so that of what is told it is the alarm's (ALM-3).
      says: { observations: namesThem, status: () => true },
    },
    acknowledged: { acts: ['acknowledgement'], by: 'by' },
    updated: { acts: ['updates'], by: 'by' },
    refuted: { acts: ['refutation'], by: 'by' },
    cleared: { acts: ['clearance'], by: 'by' },
  },
  restorative: {
    'referral-answered': { acts: ['acceptance'], by: 'by' },
    'facilitator-named': { acts: ['facilitator'], by: 'by' },
    ready: { acts: ['ready'], by: 'by' },
    'not-ready': { acts: ['not-ready'], by: 'by' },
    'circle-held': { acts: ['circles'], by: 'by', says: { at: (said, { held }) => said === held } },
    stopped: { acts: ['stop'], by: 'by' },
    'plan-put': { acts: ['plan'], by: 'by' },
    'plan-accepted': { acts: ['plan/acceptance'], by: 'by', says: { plan: (said, { n }) => said === n } },
    'check-answered': { acts: ['checks'], by: 'by' },
    left: { acts: ['leaving'], by: 'by' },
  },
};

/** What members declare beside the polls, by the name of the act. */
const declared: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  proposal: [
    'endorsements',
    'interests',
    'disclosures',
    'consents',
    'attestations',
    'hearing',
    'representative',
    'escalation',
    'call-backs',
    'category-requests',
    'no-punishment',
    'opt-outs',
  ],
  conflict: ['remedies'],
};

/** Whether an act of a kind of process is one of those that are signed (AUT-1). */
export const isSignedAct = (kind: KindName, act: string): boolean =>
  declared[kind]?.includes(act) === true ||
  Object.values(tellingOfActs[kind]).some(({ acts }) => acts.includes(act));

/** Which act an entry tells of, and whose it is; undefined where it tells of nobody's (AUT-1). */
export function actTold(
  kind: KindName,
  entry: { readonly kind: string; readonly facts: Facts },
): (TellsOfAct & { readonly member: string }) | undefined {
  const table = tellingOfActs[kind];
  const tells = Object.hasOwn(table, entry.kind) ? table[entry.kind] : undefined;
  const member = tells && entry.facts[tells.by];
  if (tells === undefined || typeof member !== 'string' || tells.when?.(entry.facts) === false)
    return undefined;
  return { ...tells, member };
}
