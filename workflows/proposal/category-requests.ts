/** Requests that a proposal be decided in another category: where one may ask for it, and what came of them (TIE-6). */
import type { CategoryRequests } from '../../activities/index.ts';
import {
  asksNeeded,
  guardedCategories,
  mayBeAsked,
  namedBy,
  otherCategories,
} from '../../rules/proposal/category-requests.ts';
import { type Decision, ending, interrupt, note } from './decision.ts';

/** Finds where one may ask for it with the text in force; what had been asked for is looked at again, for another text is another matter. */
export function findOtherCategories(decision: Decision): void {
  const { charter, category, content, proposal } = decision;
  const isOpen = charter.categoryRequests !== null && mayBeAsked(proposal);
  const categories = isOpen ? otherCategories(content, guardedCategories(category, charter)) : [];
  decision.proposal = { ...proposal, otherCategories: categories };
  decision.declared ||= proposal.categoryRequests.length > 0;
}

/** Whether anything that electors ask for can end it. */
export const mayEndElsewhere = ({
  proposal: { otherCategories: categories, votes },
}: Pick<Decision, 'proposal'>): boolean => votes === 0 && categories.length > 0;

/** Tells of each request once, and of each word that it is no punishment; enough for the same end it, without that word. */
export function followRequests(
  decision: Decision,
  { matter, departed, asked, noPunishment }: CategoryRequests,
): void {
  const rules = decision.charter.categoryRequests;
  if (rules === null) return;
  for (const { member, version, at } of noPunishment)
    if (!decision.proposal.noPunishment.some((one) => one.member === member && one.version === version)) {
      const { proposal } = decision;
      decision.proposal = { ...proposal, noPunishment: [...proposal.noPunishment, { member, version }] };
      note(decision, 'no-punishment', { by: member, version }, at);
    }
  const named = namedBy(decision.content);
  for (const { category, punishes, asked: members, before } of asked) {
    const { proposal } = decision;
    if (!proposal.otherCategories.includes(category) || !named.includes(punishes)) continue;
    const left = (proposal.electorate?.size ?? 0) - departed.length;
    const needed = asksNeeded(rules, left, before !== null);
    const facts = { category, punishes, needed, departed, before };
    if (!proposal.categoryRequests.some((one) => one.category === category && one.punishes === punishes)) {
      const categoryRequests = [...proposal.categoryRequests, { category, punishes }];
      decision.proposal = { ...proposal, categoryRequests };
      note(decision, 'category-requested', facts);
    }
    const isDenied = proposal.noPunishment.some(
      ({ member, version }) => member === punishes && version >= proposal.version,
    );
    if (members >= needed && !isDenied)
      interrupt(decision, ending('wrong-category', 'TIE-6', { ...facts, asked: members, matter }));
  }
}
