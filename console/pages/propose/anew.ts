/** What a new proposal begins with: nothing, or what was looked back upon, to be changed or ended (PRO-14). */
import { useSearchParams } from 'wouter';
import { mostReferences } from '../../../rules/submission/attachments.ts';
import type { Schemas } from '../../data/client.ts';
import { pageOf } from '../../data/council.ts';
import { useRead } from '../../data/reading.ts';
import { type Say, useSay } from '../../words/words.tsx';
import { type Draft, draftOf, emptyDraft } from './draft.ts';

const ways = ['change', 'end'] as const;
type Way = (typeof ways)[number];

/** Where it is proposed to change or end what a look back is about. */
export const anewAt = (way: Way, lookback: string): string => `/propose?${way}=${lookback}`;

interface Anew {
  /** Under which it is kept while it is written. */
  readonly name: string;
  readonly draft: Draft;
  readonly isKnown: boolean;
  readonly error: Error | null;
}

/** As the page's address says. */
export function useAnew(): Anew {
  const say = useSay();
  const [search] = useSearchParams();
  const way = ways.find((one) => search.has(one));
  const id = way === undefined ? '' : (search.get(way) ?? '');
  const lookback = useRead('/v1/lookbacks/{id}', { path: { id } }, { when: id !== '' });
  const of = lookback.data?.of.id ?? '';
  const decision = useRead('/v1/proposals/{id}', { path: { id: of } }, { when: of !== '' });
  if (way === undefined || id === '') return { name: 'new', draft: emptyDraft, isKnown: true, error: null };
  const isKnown = lookback.data !== undefined && decision.data !== undefined;
  return {
    name: `${way}-${id}`,
    draft: isKnown ? drafts[way](decision.data, lookback.data, say) : emptyDraft,
    isKnown,
    error: lookback.error ?? decision.error,
  };
}

type Make = (decision: Schemas['Proposal'], lookback: Schemas['Lookback'], say: Say) => Draft;

const drafts: Readonly<Record<Way, Make>> = {
  /** Its text as it is in force. Files are named by who has sent them. */
  change(decision, lookback, say) {
    const { attachments: _files, startsAt: _start, lookBack: _days, ...draft } = draftOf(decision);
    const references = [...sources(decision, lookback, say), ...(draft.references ?? [])];
    return {
      ...draft,
      rationale: counted(lookback, say),
      references: references.slice(0, mostReferences),
    };
  },
  end(decision, lookback, say) {
    const { category, affected } = draftOf(decision);
    const title = decision.title ?? say('decision.untitled');
    return {
      ...emptyDraft,
      category,
      affected,
      title: say('lookback.end.title', { title }),
      text: say('lookback.end.text', { title }),
      rationale: counted(lookback, say),
      references: sources(decision, lookback, say),
    };
  },
};

const counted = ({ asked, answers }: Schemas['Lookback'], say: Say): string =>
  say('lookback.rationale', { asked: asked ?? 0, ...answers });

const sources = (
  { id, title }: Schemas['Proposal'],
  lookback: Schemas['Lookback'],
  say: Say,
): readonly Schemas['Reference'][] => [
  { title: title ?? say('decision.untitled'), url: `${location.origin}${pageOf('proposal', id)}` },
  { title: say('lookback.reference'), url: `${location.origin}${pageOf('lookback', lookback.id)}` },
];
