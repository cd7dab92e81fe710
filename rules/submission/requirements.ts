/** What a proposal needs before it can be submitted, named all at once (PRO-2). */
import type { Category, Charter } from '../../charter/types.ts';
import { isBlank } from '../blank.ts';
import type { Alternative, Content, Impact } from '../model.ts';
import { alternativesAllowed } from '../proposal/options.ts';
import { refuse, type Refusal } from '../refusal.ts';

/** Impact says whom and how; an empty list names nobody. */
function lacksImpact(impact: Impact | null): boolean {
  return impact === null || impact.affected.length === 0 || isBlank(impact.statement);
}

/** Enough alternatives, and none without words: each becomes an option that electors rank (CON-1). */
function lacksAlternatives(alternatives: readonly Alternative[], least: number): boolean {
  return (
    alternatives.length < least || alternatives.some(({ title, text }) => isBlank(title) || isBlank(text))
  );
}

/** The parts that a proposal's content still lacks, in the order in which PRO-2 names them; after them what the category asks for beside (REP-1, JUS-1). */
export function missingParts(
  content: Content,
  charter: Pick<Charter, 'alternatives'>,
  { gates, hearing }: Pick<Category, 'gates' | 'hearing'>,
): string[] {
  const { parents = [], diversity = null, accused } = content;
  const lacks: readonly (readonly [string, boolean])[] = [
    ['title', isBlank(content.title)],
    ['text', isBlank(content.text)],
    ['rationale', isBlank(content.rationale)],
    ['impact', lacksImpact(content.impact)],
    ['alternatives', lacksAlternatives(content.alternatives, charter.alternatives.least)],
    ['action', content.action === null],
    ['parents', gates.includes('parents') && parents.length === 0],
    ['diversity', gates.includes('diversity') && isBlank(diversity)],
    ['accused', hearing && accused === undefined],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([part]) => part);
}

/**
 * Refuses parts that the category has no place for: who is named there would be judged, or left out of the judges, unheard (JUS-1, REP-1);
 * and an accused who is among the victims. Facts: `category` and `parts`, or `members`.
 */
export function misplaced(
  content: Content,
  { name, tier, gates, hearing }: Pick<Category, 'name' | 'tier' | 'gates' | 'hearing'>,
): Refusal | undefined {
  const { parents, diversity, accused, victims, lookBack } = content;
  // Whoever looked back on what is its author's alone would see it (TIE-1, AUT-2).
  if (lookBack !== undefined && tier === 1)
    return refuse('part-not-permitted', 'PRO-14', { category: name, parts: ['lookBack'] });
  const parts = [
    ...(accused !== undefined && !hearing ? ['accused'] : []),
    ...(victims !== undefined && !hearing ? ['victims'] : []),
    ...(parents !== undefined && !gates.includes('parents') ? ['parents'] : []),
    ...(diversity !== undefined && !gates.includes('diversity') ? ['diversity'] : []),
  ];
  const rule = parts.includes('accused') || parts.includes('victims') ? 'JUS-1' : 'REP-1';
  if (parts.length > 0) return refuse('part-not-permitted', rule, { category: name, parts });
  return accused !== undefined && (victims ?? []).includes(accused)
    ? refuse('repeated-member', 'JUS-1', { members: [accused] })
    : undefined;
}

/** Refuses more alternatives than the charter has room for (PRO-2). Facts: `alternatives` (how many there are) and `most`. */
export function tooManyAlternatives(
  { alternatives: given }: Pick<Content, 'alternatives'>,
  charter: Pick<Charter, 'alternatives'>,
): Refusal | undefined {
  const most = alternativesAllowed(charter);
  return given.length <= most
    ? undefined
    : refuse('too-many-alternatives', 'PRO-2', { alternatives: given.length, most });
}

/** Refuses the submission of what is incomplete (PRO-2). Facts: `missing` (the parts) and `alternatives` {given, least}. */
export function incomplete(
  content: Content,
  charter: Pick<Charter, 'alternatives'>,
  category: Pick<Category, 'gates' | 'hearing'>,
): Refusal | undefined {
  const missing = missingParts(content, charter, category);
  if (missing.length === 0) return undefined;
  const alternatives = { given: content.alternatives.length, least: charter.alternatives.least };
  return refuse('incomplete', 'PRO-2', { missing, alternatives });
}
