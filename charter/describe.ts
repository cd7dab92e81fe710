/** What each field of a charter means, in words; docs/charter.md is made of them and of the schema. */
import { alarmMeanings } from './meanings/alarms.ts';
import { mendingMeanings } from './meanings/mending.ts';
import { nodeVetoMeanings } from './meanings/node-vetoes.ts';
import type { Place } from './text/places.ts';

/**
 * By path, `*` being every entry of a list or of named entries; each ends with the ids of the rules that read it. Every field of the schema is here
 * (a share, a threshold and what is in them count as one), and nothing else.
 */
export const meanings: Readonly<Record<string, string>> = {
  '/name': 'How members know this charter. (CHA-1)',
  '/wake': 'The council’s unit of activity, in which other durations can be written: `3 wakes`. (EMG-3)',
  '/maturity': 'Who is grown up enough to decide. (MEM-1)',
  '/maturity/basis':
    'What makes a member mature: age, a milestone granted by a decision, or either. An agent’s age counts from its `bornAt`, as a person’s does. (MEM-1)',
  '/maturity/milestones': 'The milestones that a family grants to its own; never the council’s. (TIE-5)',
  '/maturity/family': 'Maturity for the council of one’s family. (MEM-1)',
  '/maturity/family/age': 'In whole years, reached on the anniversary of birth, UTC. (MEM-1)',
  '/maturity/family/milestone':
    'The milestone that stands for it; a family grants it where `/maturity/milestones` has it. (MEM-1, TIE-5)',
  '/maturity/council': 'Maturity for the council: who has it is an elector. (MEM-1)',
  '/maturity/council/age': 'In whole years; not below the age of family maturity. (MEM-1)',
  '/maturity/council/milestone': 'The milestone that stands for it. (MEM-1, TIE-5)',
  '/offline': 'What becomes of electors who are offline. (MEM-4)',
  '/offline/policy':
    '`abstain`: an abstention is assumed of who does not answer. `exclude`: they are no electors. `wait`: a vote stays open for them. (MEM-4)',
  '/offline/notice':
    'How long after the registrar set a member offline it counts, unless they have acted meanwhile. (MEM-4)',
  '/offline/wait': 'With `wait`: how much longer a vote stays open at most. (MEM-4)',
  '/offline/onReturn':
    'With `wait`: how long somebody has who comes back within it; not longer than the wait. (MEM-4)',
  '/offline/answered':
    'With `abstain`: the share of the electorate that has answered in fact before assumed abstentions count to the quorum. (MEM-4)',
  '/families': 'Families that members found. (MEM-7)',
  '/families/accept': 'How long each founder has to accept. (MEM-7)',
  '/guardian': 'The officer who approves, resolves and rules. (GUA-1)',
  '/guardian/role':
    'The role of the officer: only `guardian` passes, since one member at most holds it. (GUA-1)',
  '/guardian/scope':
    '`constitutional`: approves changes of the charter. `principles`: may veto any council decision within its delay, naming a core principle, besides. `amendments`: approves nothing, and has that veto on changes of the charter alone. (VET-3)',
  '/guardian/answer': 'How long the guardian has to approve, to resolve or to rule. (DEA-2, AMD-2, APP-2)',
  '/guardian/silence':
    'What follows from the guardian’s silence where a category asks for approval. `lapse`: without their word nothing goes on. `assent`: it goes on, and they can but refuse it in time. (AMD-2, VET-3)',
  '/execution': 'The actions of decisions. (EXE-2)',
  '/execution/retry': 'How long after its failure an operator may have an action run again. (EXE-2)',
  '/allocations': 'Temporary allocations. (ALC-3)',
  '/allocations/longest': 'How long one lasts at most. No pace makes it shorter. (ALC-3)',
  '/drafts': 'Drafts of proposals. (PRO-1)',
  '/drafts/lapse': 'How long after its last edit a draft lapses. (PRO-1)',
  '/review': 'How long a council’s proposal lies open after the last change of its text. (PRO-3)',
  '/lazy': 'What adopts where nobody blocks. (CON-3)',
  '/lazy/window':
    'How long categories with `adopts: lazy` wait for a block before they adopt; it stands for their review, and is no shorter. (CON-3, PRO-3)',
  '/discussion': 'Rounds of discussion, in which consensus is sought. (PRO-4)',
  '/discussion/rounds': 'How many at most; 0: the vote opens without any. (PRO-4)',
  '/discussion/round': 'The length of one. (PRO-4)',
  '/discussion/consensus': 'What a consensus is. (CON-3)',
  '/discussion/consensus/minus':
    '1: a single block does not stop a consensus, but where the threshold is 4/5 or more, or unanimous. (CON-3)',
  '/amendments': 'Changes of a proposal’s text by its author. (PRO-6)',
  '/amendments/most': 'How many there may be. (PRO-6)',
  '/amendments/corrections': 'Changes that are none of them, while nobody has answered. (PRO-6)',
  '/amendments/corrections/most': 'How many there may be. (PRO-6)',
  '/amendments/corrections/window': 'How long after the submission they are taken. (PRO-6)',
  '/alternatives': 'Other ways that a proposal names. (PRO-2)',
  '/alternatives/least': 'How many at least, beside leaving things as they are. (PRO-2)',
  '/alternatives/most': 'How many at most; not below the least. (PRO-2)',
  '/interests':
    'Whether electors declare their own interests in a proposal. `ask`: they can; who declares one before the first poll opens is recused, as long as `/recusal` leaves enough to judge. `require`: besides, nobody ranks, takes a position or votes who has not declared any, or that they have none. (GUA-2)',
  '/preferences': 'Rankings of what a proposal could come to. (CON-1)',
  '/preferences/unranked':
    'What a ranking says of an option that it leaves out. `last`: that it is below all that it names. `not-compared`: nothing, so that it counts in no pair with it; not of remedies, which are put while they are ranked. (CON-1)',
  '/escalation': 'The share of a family’s electorate that can ask for the council before the vote. (TIE-3)',
  '/voting': 'Votes on proposals. (PRO-7)',
  '/voting/window': 'How long a vote is open. (PRO-7)',
  '/voting/extensions':
    'How often a vote without a quorum is extended by its length, before it ends `inquorate`. (PRO-8)',
  '/voting/extension': 'What is asked of a vote once it is extended, as of a second meeting. (PRO-8)',
  '/voting/extension/quorum':
    'How many take part then, instead of the quorum that was missed; no more than any category asks for. (PRO-8)',
  '/gates': 'How long consents and attestations may take, from the submission of the text. (PRO-11, REP-1)',
  '/hearing': 'How long accused and named victims may take to be heard. (JUS-1)',
  '/lookBack':
    'How long is asked whether to keep, change or end it, as a decision is looked back upon. (PRO-14)',
  '/recusal': 'Who is too close to a matter to judge it. (GUA-2)',
  '/recusal/least': 'The share of the council that is left to judge, however many are named. (GUA-2)',
  '/categoryRequests':
    'The share of the electors who are left that can have a proposal decided in another category, where a member whom it would punish is heard. (TIE-6)',
  '/categoryRequests/memory': 'How long the same is refused where it was. (TIE-6)',
  '/categoryRequests/again': 'The share that must ask when it is put again later. (TIE-6)',
  '/vetoes': 'Vetoes in families, and objections to council proposals, for personal matters. (VET-1, VET-2)',
  '/vetoes/window': 'How long an adopted family decision waits for them. (VET-1)',
  '/vetoes/contest': 'How long one may be contested, from its own instant. (VET-2)',
  '/vetoes/lift':
    'The share of the decisive votes that lifts one: the threshold of the category `veto-question`. More than half. (VET-2)',
  '/deadlock': 'What follows a vote with a quorum that misses its threshold. (DEA-1, DEA-2)',
  '/deadlock/extraRounds': 'Rounds of discussion after the first, and then a vote; 0: neither. (DEA-2)',
  '/deadlock/deferral':
    'The pause after the second, and then a vote. With 0 `extraRounds` and no pause a tie at the first vote goes to the guardian at once: the casting vote of the chair. (DEA-2)',
  '/deadlock/rejectWhenAgainst':
    'The share of the decisive votes against that rejects at once, instead of a deadlock. (DEA-1)',
  '/deadlock/guardianNeeds':
    'The share of the decisive votes for without which the guardian cannot adopt after the last. (DEA-2)',
  '/appeals': 'Appeals to the guardian against justice decisions and arbitrations. (APP-1)',
  '/appeals/window': 'How long one may appeal before the decision takes effect. (APP-1)',
  '/delegation': 'Votes carried for others. (DEL-1)',
  '/delegation/longest': 'How long a delegation lasts at most. (DEL-1)',
  '/delegation/chains': 'Whether a vote goes on to the delegate of one’s delegate. (DEL-4)',
  '/delegation/conflicted':
    'Whether a member who has disclosed a conflict of interest carries votes in that decision all the same. (DEL-5)',
  '/delegation/cap': 'The share of the votes that one member carries at most. (DEL-3)',
  '/delegation/cap/of': 'What it is a share of: the votes delegated, or the electorate. (DEL-3)',
  '/mandates': 'Authority of named members to decide in a category. (MAN-1)',
  '/mandates/longest': 'How long a mandate lasts at most. (MAN-1)',
  '/mandates/callBack':
    'The share of the council that can call a mandated proposal back until it is adopted. (MAN-2)',
  '/emergency': 'Acts of the leadership, alone and at once. (EMG-1)',
  '/emergency/report': 'How long after the act its report is due. (EMG-3)',
  '/emergency/justify': 'How long after the act its justification is due; not before the report. (EMG-4)',
  '/emergency/override': 'The poll that ends an act. (EMG-5)',
  '/emergency/override/window': 'How long it is open, at the latest until the limit. (EMG-5)',
  '/emergency/override/threshold': 'What ends it; more than half. (EMG-5)',
  '/emergency/override/quorum': 'How many of the electorate take part. (EMG-5)',
  '/emergency/limit': 'When an act ends that was not ratified. (EMG-6)',
  '/emergency/ratification': 'The poll by which an act outlasts its limit. (EMG-6)',
  '/emergency/ratification/threshold': 'What ratifies; more than half. (EMG-6)',
  '/emergency/ratification/quorum': 'How many of the electorate take part. (EMG-6)',
  '/emergency/repeat': 'How long an act that expired or was overridden cannot be repeated. (EMG-2)',
  '/conflicts': 'Conflicts between members. (CNF-1)',
  '/conflicts/terms': 'How often each party and each mediator puts terms. (CNF-2)',
  '/conflicts/negotiation': 'How long the parties talk. (CNF-2)',
  '/conflicts/mediation': 'How long mediators have. (CNF-3)',
  '/conflicts/contest':
    'How long the other parties have to contest the word of one who says that they are no party. (CNF-1)',
  '/conflicts/ruling':
    'How long the guardian has to say whether they are one, from the first contest on. (CNF-1)',
  '/conflicts/again': 'How long who withdrew a conflict opens none against any of the same. (CNF-1)',
  '/conflicts/arbitration': 'What the council decides where nothing was settled. (CNF-4)',
  '/conflicts/arbitration/ranking': 'How long remedies are put and ranked. (CNF-4)',
  '/conflicts/arbitration/voting': 'How long the vote on the first of them is open. (CNF-4)',
  '/conflicts/arbitration/threshold': 'What decides; more than half. (CNF-4)',
  '/conflicts/arbitration/quorum': 'How many of the electorate take part. (CNF-4)',
  ...mendingMeanings,
  ...nodeVetoMeanings,
  ...alarmMeanings,
  '/signatures':
    '`ballots`: every ballot bears its elector’s own signature, by a key that counted as the electorate was fixed. `all`: positions and rankings too, and each act and declaration in a process bears its member’s, by a key that counts then. `none`: who did what is the log’s word. (AUT-1, MEM-3)',
  '/answers':
    '`at-once`: what members answer in polls shows as soon as it is given. `at-close`: until the poll closes, only who has answered. (VOT-7)',
  '/keys': 'The keys of members. (MEM-6)',
  '/keys/notice':
    'How long a change by the registrar is told to the member and the council before it counts; the member can stop it until then. (MEM-6)',
  '/tiers': 'Who decides, by names that categories use; 100 at most. (TIE-1, TIE-2, TIE-4)',
  '/tiers/*/tier': '1: the author alone. 2: a family’s council. 3: the council. (TIE-1, TIE-2)',
  '/tiers/*/quorum': 'How many of the electorate take part; none in tier 1. (TIE-4)',
  '/tiers/*/threshold': 'What adopts; none in tier 1, needed in the others. More than half. (VOT-1)',
  '/tiers/*/seats':
    'How many seats the council has, vacant ones among them; tier 3 only. What is asked `of: seats` is a share of them, or of the electors where they are more. (VOT-1)',
  '/categories': 'What a proposal can be about, by name; 1 to 1000. (TIE-5)',
  '/categories/*/tier': 'The name of a tier. (TIE-1, TIE-2)',
  '/categories/*/threshold': 'What adopts here; it keeps the base (`of`) of its tier. (VOT-1)',
  '/categories/*/quorum': 'How many of the electorate take part. (TIE-4)',
  '/categories/*/actions': 'What proposals may do; one at least, and be it `none`. (TIE-5, EXE-1)',
  '/categories/*/gates':
    'What must be consented to or attested before a proposal is adopted. (PRO-11, REP-1)',
  '/categories/*/hearing': 'Whether accused and victims are heard before the rounds open. (JUS-1)',
  '/categories/*/appeal': 'Whether what was adopted can be appealed before it takes effect. (APP-1)',
  '/categories/*/approval': 'Whether the guardian must approve what was adopted. (VET-3)',
  '/categories/*/delay': 'How long what was adopted waits before it takes effect. (VET-4)',
  '/categories/*/guardianMayResolve': 'Whether the guardian may adopt after the last deadlock. (DEA-2)',
  '/categories/*/adopts':
    '`vote`: without consensus the council votes. `consent`: it adopts where nobody blocks at the end of the rounds, with positions from a quorum; else there is no vote but on the deadlock path. `lazy`: it adopts where nobody blocks within the window of `/lazy`; else rounds and vote follow. The latter two only for lesser actions. (CON-3, CON-4)',
  '/categories/*/endorsers': 'Electors who second what a member submits, before it counts. (PRO-2)',
  '/categories/*/endorsers/count':
    'How many, beside its author; all others where they are fewer. Not more than the seats of its tier. (PRO-2)',
  '/categories/*/endorsers/window': 'Within how long; else it lapses. (PRO-2)',
  '/principles': 'The core principles; 1000 at most. (CHA-5)',
  '/principles/*/id': 'Its name, no other’s. (CHA-5)',
  '/principles/*/text': 'What it says. (CHA-5)',
  '/principles/*/paths':
    'Paths of the charter (RFC 6901): a change at or below one is of the class `core-principles`. (CHA-4, CHA-5)',
};

/** The words of a field, and the ids of the rules that they end with. */
export function meaningOf(
  path: string,
): { readonly means: string; readonly rules: readonly string[] } | undefined {
  const [, means = '', ids = ''] = /^(.*) \((.*)\)$/.exec(meanings[path] ?? '') ?? [];
  return means === '' ? undefined : { means, rules: ids.split(', ') };
}

/** Every path that has a meaning, and those on the way there. */
const known = new Set(
  Object.keys(meanings).flatMap((path) =>
    path.split('/').map((_, index, names) => names.slice(0, index + 1).join('/')),
  ),
);

/** The ids under which docs/rules.md tells of what is at a place of a charter: of its field, or of the nearest that it lies in. */
export function rulesAt(place: Place): readonly string[] {
  const fields = place.reduce<readonly string[]>(
    (above, key) => {
      const inner = [key, '*'].map((name) => `${above[0]}/${name}`).find((path) => known.has(path));
      return inner === undefined ? above : [inner, ...above];
    },
    [''],
  );
  return fields.map((path) => meaningOf(path)?.rules).find((rules) => rules !== undefined) ?? [];
}
