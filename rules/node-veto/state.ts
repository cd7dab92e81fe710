/** Node vetoes: an act that endangers a node is not carried out while its danger is judged (NVP-1 to NVP-4). */
import type { Charter } from '../../charter/types.ts';
import type { Refusal } from '../refusal.ts';

/** The kinds of processes whose acts a node stops. */
export const vetoable = ['proposal', 'emergency'] as const;
export type VetoableKind = (typeof vetoable)[number];

export const nodeVetoStages = ['answer', 'panel', 'upheld', 'denied', 'question', 'ended'] as const;
export const nodeVetoOutcomes = [
  'settled',
  'withdrawn',
  'vetoed',
  'denied',
  'overturned',
  'lapsed',
  'interrupted',
] as const;
export type NodeVetoOutcome = (typeof nodeVetoOutcomes)[number];

/** How often who put an act says anew how the danger is removed: what one can grow to (PRO-10). */
export const mostAnswers = 10;

export const findings = ['upheld', 'denied'] as const;
export type Finding = (typeof findings)[number];

/** What may be endangered: a member, or a family. */
export type Node = { readonly member: string } | { readonly family: string };

/** A node in a ladder, and who speaks for it (NVP-1, NVP-4). */
export interface NodeIn {
  readonly node: Node;
  readonly by: string;
  /** Whose own case it is: the member, or who was of the family as it came. */
  readonly members: readonly string[];
  readonly at: string;
  /** Whether they say that the danger is removed as it was answered last. */
  readonly agreed: boolean;
  /** Whether it withdrew, before or after it came to a panel; null: it did not. */
  readonly left: 'before' | 'after' | null;
}

/** What a panel member finds. */
export interface Found {
  readonly by: string;
  readonly uphold: boolean;
}

export interface Panel {
  /** Counted from 1. */
  readonly draw: number;
  readonly members: readonly string[];
  readonly found: readonly Found[];
}

/** While it is in force nothing is done of the act; instants are ISO 8601, UTC. */
export interface Hold {
  readonly since: string;
  /** When it ends at the latest; null: with the ladder. */
  readonly ends: string | null;
  /** When it ended; null while it is in force. */
  readonly ended: string | null;
}

/** The act that is stopped. */
export interface ActOf {
  readonly kind: VetoableKind;
  readonly id: string;
  readonly title: string;
}

type Lengths = NonNullable<Charter['nodeVetoes']>;

/** A node veto as its workflow projects it; instants are ISO 8601, UTC. What was said stands in the timeline. */
export interface NodeVetoState {
  readonly id: string;
  readonly of: ActOf;
  /** By what the act is the same, however it is reworded: the lower-case hex SHA-256 of its essence (NVP-4). */
  readonly act: string;
  /** As which the act knows it: its own id, or that of the interrupted one whose matter this is (PRO-9). */
  readonly known: string;
  /** Milliseconds for which ladders of this matter that nobody judged have held it: what they took is taken (NVP-4). */
  readonly heldBefore: number;
  /** The first stopped the act; the others joined (NVP-4). */
  readonly nodes: readonly NodeIn[];
  readonly danger: string;
  readonly remedy: string;
  /** Who put the act, and answers for it; none where it opened by itself (PRO-12). */
  readonly answerers: readonly string[];
  /** Whose own case the act is: they judge nothing of it (GUA-2). */
  readonly concerned: readonly string[];
  /** Whether the council can be asked at all: where the charter has a question of vetoes (VET-2). */
  readonly asks: boolean;
  /** Who has no ballot where the council is asked, beside the nodes (VET-2). */
  readonly recused: readonly string[];
  readonly charter: {
    readonly version: number;
    readonly hash: string;
    readonly pace: number;
    readonly nodeVetoes: Lengths;
  };
  readonly stage: (typeof nodeVetoStages)[number];
  readonly deadline: string | null;
  /** Null where nothing is held, and why (NVP-4). */
  readonly hold: Hold | null;
  readonly withoutHold: Refusal | null;
  /** How the danger is said to be removed; null while nobody says so. */
  readonly removes: string | null;
  /** How often that was said: each answer takes the place of the one before. */
  readonly answers: number;
  readonly panel: Panel | null;
  /** How many panels have been drawn. */
  readonly draws: number;
  /** Who was silent in a draw before. */
  readonly silent: readonly string[];
  readonly finding: Finding | null;
  /** The proposal that asks the council whether to overturn the finding (NVP-3). */
  readonly question: string | null;
  /** Once it has ended: to whom it counts as denied, by their words (NVP-4). */
  readonly denied: readonly string[];
  readonly outcome: NodeVetoOutcome | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted node veto whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type NodeVetoBegun = Pick<
  NodeVetoState,
  'id' | 'of' | 'act' | 'known' | 'answerers' | 'concerned' | 'asks' | 'recused' | 'charter' | 'createdAt'
> &
  Pick<NodeVetoState, 'continuationOf'> & { readonly heldBefore?: number | undefined };

/** One in which nothing has happened yet. */
export const begunNodeVeto = ({
  id,
  of,
  act,
  known,
  heldBefore = 0,
  answerers,
  concerned,
  asks,
  recused,
  charter,
  createdAt,
  continuationOf,
}: NodeVetoBegun): NodeVetoState => ({
  id,
  of,
  act,
  known,
  heldBefore,
  nodes: [],
  danger: '',
  remedy: '',
  answerers,
  concerned,
  asks,
  recused,
  charter,
  stage: 'answer',
  deadline: null,
  hold: null,
  withoutHold: null,
  removes: null,
  answers: 0,
  panel: null,
  draws: 0,
  silent: [],
  finding: null,
  question: null,
  denied: [],
  outcome: null,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/** A node in a word. */
export const keyOf = (node: Node): string =>
  'member' in node ? `member/${node.member}` : `family/${node.family}`;

/** The nodes that have not withdrawn. */
export const staying = ({ nodes }: Pick<NodeVetoState, 'nodes'>): readonly NodeIn[] =>
  nodes.filter(({ left }) => left === null);

/** Whether a member speaks for a node that has not withdrawn. */
export const speaksFor = (state: Pick<NodeVetoState, 'nodes'>, member: string): boolean =>
  staying(state).some(({ by }) => by === member);

/** Whose own case it is, in the act or as a node: none of them judges it (NVP-3, GUA-2). */
export const ownCaseOf = ({ concerned, nodes }: Pick<NodeVetoState, 'concerned' | 'nodes'>): string[] => [
  ...new Set([...concerned, ...nodes.flatMap(({ members }) => members)]),
];

/** What more than half of a panel find; undefined while they do not. */
export function findingOf({ members, found }: Pick<Panel, 'members' | 'found'>): Finding | undefined {
  const upholding = found.filter(({ uphold }) => uphold).length;
  if (upholding * 2 > members.length) return 'upheld';
  return (found.length - upholding) * 2 > members.length ? 'denied' : undefined;
}

/** Whether what was found, if anything, lets it hold the act (NVP-3). */
export const heldAs = ({ finding }: Pick<NodeVetoState, 'finding'>): boolean => finding !== 'denied';

/**
 * Whose vetoes this one counts against as denied, by their words: the nodes that it went against or that withdrew once it had come to a panel,
 * and who spoke for them, so that nobody gains by speaking for another node (NVP-4).
 */
export function deniedTo({ nodes, outcome }: Pick<NodeVetoState, 'nodes' | 'outcome'>): string[] {
  const isLost = outcome === 'denied' || outcome === 'overturned';
  const losing = nodes.filter(({ left }) => left === 'after' || (isLost && left === null));
  return [...new Set(losing.flatMap(({ node, by }) => [keyOf(node), keyOf({ member: by })]))].toSorted();
}

/** Whether nobody judged it: its nodes agreed or gave it up, and who comes later takes the matter's ladder up where it was left (NVP-4). */
export const isUnjudged = ({ outcome, finding }: Pick<NodeVetoState, 'outcome' | 'finding'>): boolean =>
  outcome === 'settled' || outcome === 'withdrawn' || (outcome === 'denied' && finding !== 'denied');

/**
 * For whom the act cannot be held again: for nobody, for the nodes that gave it up, or for anyone, once it was judged. Who let it rest before
 * anybody had judged it takes nothing from others but the time; who was told that the danger is removed holds it again where it is not; and an
 * act that was vetoed and comes again is held again (NVP-3, NVP-4).
 */
export function spendsFor({
  outcome,
  finding,
}: Pick<NodeVetoState, 'outcome' | 'finding'>): 'none' | 'nodes' | 'all' {
  if (outcome === null || outcome === 'vetoed' || outcome === 'interrupted') return 'none';
  if (finding === 'denied' || outcome === 'overturned') return 'all';
  return outcome === 'withdrawn' || outcome === 'denied' ? 'nodes' : 'none';
}

/** For how many milliseconds an act is held while nobody has judged it, whoever stops it (NVP-2, NVP-4). */
export const longestHold = (kind: VetoableKind, { emergency, answer, panel }: Lengths): number =>
  kind === 'emergency' ? emergency : answer + panel.window * panel.draws;

/** How many milliseconds who put the act still has to answer: what those before left of the time (NVP-4). */
export const answerLeft = ({ answer }: Pick<Lengths, 'answer'>, heldBefore: number): number =>
  Math.max(0, answer - heldBefore);
