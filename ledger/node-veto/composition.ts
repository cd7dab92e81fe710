/** Composes the record of a node veto from its facts: who keeps one and who checks one do it here (NVP-1 to NVP-4, REC-1). */
import type { NodeVetoEntry } from '../../rules/node-veto/entries.ts';
import { evolve } from '../../rules/node-veto/evolve.ts';
import { type ActOf, begunNodeVeto, type Finding, type NodeVetoState } from '../../rules/node-veto/state.ts';
import type { TimelineEntry } from '../parts/evidence-entries.ts';
import { composeFrame, type FactsOf } from '../parts/frame.ts';
import { inlineFact, titleOf } from '../parts/inline.ts';
import { fact, told } from '../proposal/entries.ts';
import type { NodeVetoRecord } from './schema.ts';

/**
 * The node veto in which nothing has happened yet, as its timeline tells what it begins with.
 * @throws {TypeError} where it has no beginning
 */
export function begunFrom({
  id,
  createdAt,
  charter,
  rules,
  timeline,
}: Pick<NodeVetoRecord, 'id' | 'createdAt' | 'charter' | 'rules'> & {
  readonly timeline: readonly TimelineEntry[];
}): NodeVetoState {
  const opened = told(timeline, 'opened');
  if (opened === undefined) throw new TypeError(`the timeline of ${id} has no beginning`);
  const { of, act, known, answerers, concerned, asks, recused } = opened.facts;
  return begunNodeVeto({
    id,
    createdAt,
    charter: { ...charter, nodeVetoes: rules.nodeVetoes },
    of: fact<ActOf>(of),
    act: fact(act),
    known: fact(known),
    heldBefore: fact<number | null>(opened.facts.heldBefore) ?? 0,
    answerers: membersIn(answerers),
    concerned: membersIn(concerned),
    asks: asks === true,
    recused: membersIn(recused),
    continuationOf: fact(told(timeline, 'continuation-of')?.facts.id),
  });
}

const membersIn = (told: unknown): readonly string[] => (Array.isArray(told) ? (told as string[]) : []);

/** @throws {TypeError} where it has no beginning or no ending */
export function composeNodeVeto(facts: FactsOf<NodeVetoRecord>): NodeVetoRecord {
  const { timeline, ended, frame } = composeFrame<NodeVetoRecord>('node-veto', facts, 'opened');
  const begun = begunFrom({ ...facts, createdAt: frame.createdAt, timeline });
  const state = (timeline as unknown as readonly NodeVetoEntry[]).reduce(evolve, begun);
  const { of, hold, withoutHold } = state;
  const composed = {
    ...frame,
    title: titleOf(of.title),
    of: { kind: of.kind, id: of.id },
    act: state.act,
    nodes: state.nodes.map(({ node, by, at, left }) => ({ node, by, at, left })),
    hold: hold && { since: hold.since, ends: hold.ends, ended: hold.ended ?? frame.endedAt },
    withoutHold: withoutHold?.code ?? null,
    heldBefore: state.heldBefore,
    removes: state.removes === null ? null : inlineFact<string>(state.removes),
    panels: panelsIn(timeline),
    finding: state.finding,
    question: state.question,
    overturned: fact<boolean | null>(ended.overturned),
  } as const;
  return { ...composed, denied: [...state.denied], rationale: nodeVetoRationale(composed) };
}

/** Each panel with what its members found. */
function panelsIn(timeline: readonly TimelineEntry[]): NodeVetoRecord['panels'] {
  const panels: NodeVetoRecord['panels'] = [];
  for (const { kind, at, facts } of timeline) {
    if (kind === 'panel-drawn')
      panels.push({
        draw: fact(facts.draw),
        electors: fact(facts.electors),
        at,
        closes: fact(facts.closes),
        members: [...membersIn(facts.panel)],
        found: [],
      });
    if (kind === 'found')
      panels.at(-1)?.found.push({ by: fact(facts.by), uphold: facts.uphold === true, at });
  }
  return panels;
}

export const nodeVetoRationale = ({
  withoutHold,
  panels,
  finding,
  question,
  overturned,
  outcome,
  ending,
}: {
  readonly withoutHold: string | null;
  readonly panels: NodeVetoRecord['panels'];
  readonly finding: Finding | null;
  readonly question: string | null;
  readonly overturned: boolean | null;
  readonly outcome: string;
  readonly ending: { readonly rule: string };
}): NodeVetoRecord['rationale'] => [
  ...(withoutHold === null ? [] : [{ rule: 'NVP-4', withoutHold }]),
  ...panels.map(({ draw, members, found }) => ({
    rule: 'NVP-3',
    draw,
    panel: members.length,
    uphold: found.filter(({ uphold }) => uphold).length,
    deny: found.filter(({ uphold }) => !uphold).length,
  })),
  ...(finding === null ? [] : [{ rule: 'NVP-3', finding }]),
  ...(question === null ? [] : [{ rule: 'NVP-3', question, overturned }]),
  { rule: ending.rule, outcome },
];
