/** Proposals that open by themselves: each is a process of its own, linked both ways, and outlives the one that it comes from (PRO-12). */
import type { CharterCopy } from '../../charter/types.ts';
import type { Content, Outcome } from '../../rules/model.ts';
import type { Link, ProposalOpening, Relation } from '../../rules/proposal/state.ts';
import type { ProposalFacts } from '../../rules/proposal/entries.ts';
import { newId, now } from '../kit/clock.ts';
import { type Decision, note, write } from '../proposal/decision.ts';
import type { ProposalInput } from '../inputs.ts';
import { start } from '../kit/starting.ts';

export interface Opened {
  readonly id: string;
  /** Its ending; rejected where its workflow was lost. */
  readonly outcome: Promise<Outcome | null>;
}

interface Requested extends Partial<ProposalOpening> {
  /** Its id, where something names it already. */
  readonly id?: string;
  /** When it came to that; now unless given. */
  readonly at?: string;
  readonly category: string;
  readonly content: Content;
  /** What the new proposal is to this one. */
  readonly relation: Relation;
}

/** What this proposal is to the new one, and what is told with the link to it. */
export type OpeningRequest = Requested &
  (
    | { readonly back: 'escalated-to' | 'called-back-to' | 'remanded-to'; readonly facts?: undefined }
    | { readonly back: 'questioned-by'; readonly facts: Omit<ProposalFacts<'questioned-by'>, 'id'> }
  );

/** Who wrote a matter first: whatever goes on with it is their own case too (PRO-12, GUA-1). */
export const originatorOf = ({ author, originator }: Decision['proposal']): string | null =>
  author ?? originator;

/** Opens a proposal. This one's link to it is written first: then the new one, as it is first written, finds it there. */
export async function openProposal(decision: Decision, request: OpeningRequest): Promise<Opened> {
  const { id = newId(), at = now(), category, content, relation, back, facts, ...opening } = request;
  const { copy, proposal } = decision;
  decision.proposal = { ...proposal, links: [...proposal.links, { relation: back, id }] };
  note(decision, back, { id, ...facts }, at);
  await write(decision);
  return startOpened({ id, category, content, copy, link: { relation, id: proposal.id }, opening });
}

/** Starts a proposal that opens by itself, under an id that stands in the record of what it comes from already. */
export async function startOpened({
  id,
  category,
  content,
  copy,
  link,
  opening,
}: {
  readonly id: string;
  readonly category: string;
  readonly content: Content;
  readonly copy: CharterCopy;
  readonly link: Link;
  readonly opening: Partial<ProposalOpening>;
}): Promise<Opened> {
  const input: ProposalInput = {
    id,
    author: null,
    category,
    content,
    charter: copy,
    from: 'opening',
    opening: {
      originator: null,
      family: null,
      whole: false,
      sameCharter: false,
      remanded: false,
      ...opening,
    },
    createdAt: now(),
    links: [link],
  };
  const child = await start<Outcome | null>({ kind: 'proposal', input }, `${category}: opened by itself`);
  return { id, outcome: child.result() };
}
