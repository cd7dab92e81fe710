/** All that can happen in a node veto, as its timeline tells it (NVP-1 to NVP-4). */
import {
  entry,
  type EntryIn,
  flag,
  instant,
  number,
  object,
  oneOf,
  openEntry,
  optional,
  orNull,
  text,
  texts,
} from '../entries.ts';
import type { Refusal } from '../refusal.ts';
import { type ActOf, type Node, nodeVetoOutcomes } from './state.ts';

const nodeThatComes = { node: object<Node>(), by: text, members: texts };

export const nodeVetoEntries = {
  'continuation-of': entry('It goes on from an interrupted node veto (PRO-9).', { id: text }),
  opened: entry(
    'A node says that an act endangers it: how, by what that is seen, and what would remedy it; the act is held, or why it is not (NVP-1, NVP-4).',
    {
      of: object<ActOf>(),
      act: text,
      known: text,
      ...nodeThatComes,
      danger: text,
      evidence: text,
      remedy: text,
      answerers: texts,
      concerned: texts,
      asks: flag,
      recused: texts,
      holds: flag,
      holdEnds: orNull(instant),
      withoutHold: orNull(object<Refusal>()),
      heldBefore: optional(number),
      closes: instant,
    },
  ),
  joined: entry('Another node that the act endangers joins (NVP-4).', {
    ...nodeThatComes,
    danger: orNull(text),
    evidence: orNull(text),
  }),
  answered: entry(
    'Who put the act says how the danger is removed, or why there is none: then a panel is drawn (NVP-3).',
    { by: text, removes: orNull(text), contest: orNull(text) },
  ),
  agreed: entry('A node agrees that the danger is removed, as it was said last (NVP-3).', {
    by: text,
    answer: optional(number),
  }),
  left: entry(
    'Who speaks for a node withdraws it; once it has come to a panel that counts as denied (NVP-4).',
    {
      by: text,
    },
  ),
  'panel-drawn': entry(
    'The panel by lot, of so many electors; of nobody the act stays held, and of no others it is denied (NVP-3).',
    { draw: number, electors: number, panel: texts, closes: instant },
  ),
  found: entry('A panel member finds; more than half of the panel decide (NVP-3).', {
    by: text,
    uphold: flag,
    reason: text,
  }),
  'panel-silent': entry('The panel found nothing in its time: others are drawn, or it is denied (NVP-3).', {
    draw: number,
  }),
  asked: entry(
    'The council is asked whether it overturns what was found, in a proposal of its own (NVP-3).',
    {
      by: text,
      reason: text,
      id: text,
    },
  ),
  ended: openEntry('The ending, and by which rule (NVP-3, NVP-4).', {
    outcome: oneOf(nodeVetoOutcomes),
    rule: text,
    overturned: optional(flag),
    because: optional(text),
  }),
};

export type NodeVetoEntry = EntryIn<typeof nodeVetoEntries>;
