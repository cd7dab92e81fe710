/** Proposals that open by themselves: each is a process of its own, linked both ways, and outlives the one that it comes from (PRO-12). */
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { CharterCopy } from '../charter/types.ts';
import type { Content, Outcome } from '../rules/model.ts';
import type { Link, Relation } from '../rules/proposal.ts';
import { newId, now } from './clock.ts';
import { type Decision, note, write } from './decision.ts';
import { type Opening, type ProposalInput, searchAttributes, taskQueue, workflowTypes } from './messages.ts';

export interface Opened {
  readonly id: string;
  /** Its ending; null where it was ended from outside. */
  readonly outcome: Promise<Outcome | null>;
}

export interface OpeningRequest extends Partial<Opening> {
  readonly category: string;
  readonly content: Content;
  /** What the new proposal is to this one, and this one to it. */
  readonly relation: Relation;
  readonly back: Relation;
}

/** Opens a proposal. This one's link to it is written first: then the new one, as it is first written, finds it there. */
export async function openProposal(decision: Decision, request: OpeningRequest): Promise<Opened> {
  const { category, content, relation, back, ...opening } = request;
  const { copy, proposal } = decision;
  const id = newId();
  decision.proposal = { ...proposal, links: [...proposal.links, { relation: back, id }] };
  note(decision, back, { id });
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
  readonly opening: Partial<Opening>;
}): Promise<Opened> {
  const input: ProposalInput = {
    id,
    author: null,
    category,
    content,
    charter: copy,
    from: 'opening',
    opening: { family: null, whole: false, sameCharter: false, remanded: false, ...opening },
    createdAt: now(),
    links: [link],
  };
  const child = await startChild(workflowTypes.proposal, {
    workflowId: id,
    taskQueue,
    args: [input],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: [
      { key: searchAttributes.kind, value: workflowTypes.proposal },
      { key: searchAttributes.category, value: category },
    ],
    staticSummary: `${category}: opened by itself`,
  });
  return {
    id,
    outcome: (child.result() as Promise<Outcome | null>).catch(() => null),
  };
}
