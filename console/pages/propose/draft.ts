/** A proposal while it is written, and the body that it becomes. */
import type { Attachment } from '../../data/attaching.ts';
import type { Schemas } from '../../data/client.ts';

export interface Draft {
  readonly category: string;
  readonly title: string;
  readonly text: string;
  readonly rationale: string;
  readonly affected: 'everyone' | readonly string[];
  readonly impact: string;
  readonly alternatives: readonly { readonly title: string; readonly text: string }[];
  readonly action: Readonly<Record<string, unknown>>;
  readonly parents: readonly string[];
  readonly diversity: string;
  readonly accused: string;
  readonly victims: readonly string[];
  /** Not there in what an older page kept. */
  readonly references?: readonly Schemas['Reference'][] | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  /** When it is submitted by itself (PRO-1). */
  readonly startsAt?: string | null | undefined;
  /** After how many days it is looked back upon (PRO-14). */
  readonly lookBack?: number | undefined;
}

export const emptyDraft: Draft = {
  category: '',
  title: '',
  text: '',
  rationale: '',
  affected: 'everyone',
  impact: '',
  alternatives: [{ title: '', text: '' }],
  action: { type: 'none' },
  parents: [],
  diversity: '',
  accused: '',
  victims: [],
};

export const draftOf = ({
  category,
  title,
  text,
  rationale,
  impact,
  alternatives,
  action,
  parents,
  diversity,
  accused,
  victims,
  references,
  attachments,
  startsAt,
  lookBack,
}: Schemas['Proposal']): Draft => ({
  category,
  title: title ?? '',
  text: text ?? '',
  rationale: rationale ?? '',
  affected: impact?.affected ?? 'everyone',
  impact: impact?.statement ?? '',
  alternatives: alternatives.length === 0 ? emptyDraft.alternatives : alternatives,
  action: action ?? { type: 'none' },
  parents: parents ?? [],
  diversity: diversity ?? '',
  accused: accused ?? '',
  victims: victims ?? [],
  references,
  attachments,
  startsAt,
  lookBack,
});

/** What is empty is left out: a draft may lack it, and of a submission the service says that it is missing. */
export function bodyOf(draft: Draft): object {
  const { title, text, rationale, affected, impact, action, parents, diversity, accused, victims } = draft;
  const { references, attachments, startsAt, lookBack } = draft;
  const alternatives = draft.alternatives.filter((one) => one.title.trim() !== '' || one.text.trim() !== '');
  return {
    ...given({ title, text, rationale, diversity, accused }),
    ...(impact.trim() !== '' && { impact: { affected, statement: impact } }),
    ...(alternatives.length > 0 && { alternatives }),
    action,
    ...(parents.length > 0 && { parents }),
    ...(victims.length > 0 && { victims }),
    ...(references !== undefined && {
      references: references.filter(({ title, url }) => `${title}${url}`.trim() !== ''),
    }),
    ...(attachments !== undefined && { attachments }),
    ...(startsAt !== undefined && { startsAt }),
    ...(lookBack !== undefined && { lookBack }),
  };
}

const given = (texts: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
