/** Composes a record from its facts. Who keeps one and who checks one do it here, so that both say the same (REC-1). */
import type { Permission } from '../../charter/choices.ts';
import type { DoneBefore } from '../../rules/actions/execution.ts';
import type { Content } from '../../rules/model.ts';
import { permissionOf } from '../../rules/proposal/tiers.ts';
import type { Refusal } from '../../rules/refusal.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import type { VersionEntry } from '../parts/schema/evidence.ts';
import {
  appealOf,
  asTheyHappened,
  approvalOf,
  bodyOf,
  correctionsIn,
  countedOf,
  fact,
  requirementsTold,
  stagesOf,
  vetoesOf,
} from './entries.ts';
import { endorsementOf } from './people/endorsement.ts';
import { recordFormat } from '../parts/schema/figures.ts';
import { hashOfContent, inline } from '../parts/inline.ts';
import { toldVeiled, type Veil, veiled } from '../parts/veil.ts';
import { namesIn, proposalPlaces } from './veil.ts';
import { nodeVetoesIn } from '../node-veto/on-act.ts';
import { rationaleOf } from './rationale.ts';
import { type Dissent, isPrivate, type ProposalRecord, type Resolution } from '../parts/schema/record.ts';

/** What a record is composed from, beside what it says word for word. */
export interface RecordFacts extends Pick<
  ProposalRecord,
  | 'id'
  | 'category'
  | 'tier'
  | 'author'
  | 'createdAt'
  | 'submittedAt'
  | 'links'
  | 'charter'
  | 'rules'
  | 'council'
  | 'electorate'
  | 'version'
  | 'rounds'
  | 'votes'
  | 'declared'
  | 'evidence'
> {
  /** The versions of the text, in order. */
  readonly versions: readonly VersionEntry[];
  /** From the submission to the ending. */
  readonly timeline: readonly TimelineEntry[];
  /** The positions other than `agree` that stood as their rounds ended, by round and member. */
  readonly dissent: readonly Dissent[];
  /** Of what is private or names somebody accused; else null. */
  readonly salt: string | null;
}

/** @throws {TypeError} where the timeline has no ending */
export function composeRecord({ versions, dissent, salt, ...given }: RecordFacts): ProposalRecord {
  const { timeline: told, ...facts } = given;
  const timeline = asTheyHappened(told);
  const end = timeline.find(({ kind }) => kind === 'ended');
  if (end === undefined) throw new TypeError(`the timeline of ${facts.id} has no ending`);
  const { outcome, rule, doneBefore, ...ended } = end.facts;
  const inForce = versions.find(({ version }) => version === facts.version);
  // A personal decision's text is private and stands in its record as a hash; what came of it, in the evidence only (AUT-2).
  const hidden = isPrivate(facts);
  const corrections = correctionsIn(timeline);
  const veil = hidden || salt === null ? null : { names: namesIn(versions, timeline), salt };
  const open = {
    ...facts,
    format: recordFormat,
    kind: 'proposal',
    title: hidden ? null : (inForce?.content.title ?? null),
    ...bodyOf(timeline),
    ...(veil !== null && { names: 'hashed' as const }),
    counted: countedOf(timeline),
    ...endorsementOf(timeline),
    stages: hidden ? [] : stagesOf(timeline),
    requirements: requirementsTold(timeline),
    vetoes: vetoesOf(timeline),
    ...nodeVetoesIn(timeline),
    endedAt: end.at,
    outcome: outcome as ProposalRecord['outcome'],
    versions: versions.map(({ version, round, at, inForceAt, content }) => ({
      version,
      round,
      at,
      inForceAt,
      correction: corrections.includes(version),
      permission: permissionIn(content as Content, hidden),
      hash: hashOfContent(content, salt),
    })),
    resolution: resolutionOf(timeline),
    approval: approvalOf(timeline),
    appeal: appealOf(timeline),
    // PRO-5: where there was none, the record says so.
    dissent: { none: dissent.length === 0, count: dissent.length, positions: inline(dissent, [...dissent]) },
    ending: {
      rule: typeof rule === 'string' ? rule : '',
      facts: hidden ? null : endedWith(ended, veil),
      doneBefore: fact<DoneBefore | null>(doneBefore),
    },
  } as const;
  const composed = veil === null ? open : veiled(open, veil, proposalPlaces);
  return { ...composed, rationale: rationaleOf(composed) };
}

/** What led to the ending; where names are hidden, its figures and the words of the rules. */
const endedWith = (ended: TimelineEntry['facts'], veil: Veil | null): ProposalRecord['ending']['facts'] =>
  veil === null ? inline(ended, { told: ended }) : { told: toldVeiled(ended, veil.salt) };

const permissionIn = ({ action }: Pick<Content, 'action'>, hidden: boolean): Permission | null =>
  hidden || action === null ? null : permissionOf(action);

/** What the timeline tells of the guardian's resolution (DEA-2); null where it never came to that. */
function resolutionOf(timeline: readonly TimelineEntry[]): Resolution | null {
  const opened = timeline.find(({ kind }) => kind === 'guardian-resolution-opened');
  const resolved = timeline.find(({ kind }) => kind === 'guardian-resolved');
  const ended = timeline.find(({ kind, facts }) => kind === 'ended' && facts.silent === true);
  const last = resolved ?? ended ?? opened;
  if (last === undefined) return null;
  const { guardian = null, recused = null, adopt = null, reason = null } = last.facts;
  return {
    guardian: guardian as string | null,
    opens: (opened?.facts.opens ?? null) as string | null,
    closes: (opened?.facts.closes ?? null) as string | null,
    recused: recused as Refusal | null,
    adopt: adopt as boolean | null,
    reason: reason === null ? null : inline(reason, reason as string),
    at: resolved?.at ?? null,
  };
}
