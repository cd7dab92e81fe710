/** What a proposal tells of the nodes that stop it (NVP-1 to NVP-3). */
import { entry, flag, instant, object, oneOf, orNull, text } from '../entries.ts';
import { type Node, nodeVetoOutcomes } from './state.ts';

export const nodeVetoEntriesOfAct = {
  'node-vetoed': entry(
    'A node says that it endangers it; while that holds it is not executed (NVP-1, NVP-2).',
    {
      id: text,
      by: text,
      node: object<Node>(),
      holds: flag,
    },
  ),
  'hold-ended': entry('A panel found no danger: the node veto holds it no more (NVP-3).', {
    id: text,
    deadline: orNull(instant),
  }),
  'node-veto-ended': entry('What became of a node veto; the danger stands where it is `vetoed` (NVP-3).', {
    id: text,
    outcome: oneOf(nodeVetoOutcomes),
    deadline: orNull(instant),
  }),
} as const;
