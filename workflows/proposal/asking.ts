/** What a version of the text asks of parents, steward, electors, accused and victims, from the instant at which it was put (PRO-6, PRO-11, JUS-1). */
import { requirementsOf } from '../../rules/proposal/gates.ts';
import type { Content } from '../../rules/model.ts';
import type { Requirement } from '../../rules/proposal/state.ts';
import type { Decision } from './decision.ts';
import { after } from '../../rules/window.ts';

export const askedOf = (
  { category, charter }: Decision,
  content: Content,
  version: number,
  asked: string,
): readonly Requirement[] =>
  requirementsOf(content, category, charter, { version, asked, after: (length) => after(asked, length) });
