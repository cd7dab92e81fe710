/** What stands between adoption and execution in a record: veto, approval, appeal, delay, and where each leads (VET-1 to VET-4, AMD-2, APP-1, APP-2). */
import { concerned } from './conditions.ts';
import { type Difference, inRecord } from '../recount/difference.ts';
import type { PackedProposal } from '../parts/packed.ts';
import type { ProposalRecord } from '../parts/schema/record.ts';
import { stageOf } from './course/stages.ts';
import { millisecond, notBefore, written } from './course/windows.ts';

/** It goes on since an instant (not known of what another decision adopted), or it ends there. */
export type Step =
  | { readonly since: string | undefined }
  | { readonly outcome: ProposalRecord['outcome']; readonly rule: string; readonly at: string };

type Gate = (record: ProposalRecord, since: string) => Generator<Difference, Step>;

/** @param isGuardianAsked what the guardian adopted needs no second approval (DEA-2) */
export function* confirmation(
  record: ProposalRecord,
  since: string,
  isGuardianAsked: boolean,
): Generator<Difference, Step> {
  const gates: readonly Gate[] = [veto, ...(isGuardianAsked ? [] : [approval]), appeal, delay];
  let step: Step = { since };
  for (const gate of gates) {
    const next: Step = yield* gate(record, step.since ?? since);
    if ('outcome' in next) return next;
    step = next;
  }
  return step;
}

function* opening(
  record: ProposalRecord,
  stage: 'veto' | 'guardian-approval' | 'appeal' | 'delay',
  since: string,
): Generator<Difference, { readonly opens: string; readonly closes: string } | undefined> {
  const found = stageOf(record, stage);
  if (found?.closes == null) {
    yield inRecord('/stages', `have no ${stage}, which was due`);
    return undefined;
  }
  const place = record.stages.indexOf(found);
  yield* notBefore(`/stages/${place}/opens`, found.opens, { earliest: since, what: 'when it was due' });
  return { opens: found.opens, closes: found.closes };
}

/** A family decision waits for who may veto it; one veto that stands ends it (VET-1, VET-2). */
function* veto(record: ProposalRecord, since: string): Generator<Difference, Step> {
  const { tier, vetoes, rules } = record;
  if (tier !== 2 || rules.charter.vetoes === null) return { since };
  const stage = yield* opening(record, 'veto', since);
  if (stage === undefined) return { since };
  const answers = vetoes
    .flatMap(({ answer }) => answer ?? [])
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  // The first that stands ends it, whatever else was raised.
  const standing = answers.find(({ outcome }) => outcome === 'stands');
  if (standing !== undefined) return { outcome: 'vetoed', rule: 'VET-2', at: standing.at };
  for (const [place, { answer }] of vetoes.entries())
    if (answer === null)
      yield inRecord(`/vetoes/${place}/answer`, 'is null, but the decision waits for it (VET-2)');
  const last = answers.at(-1)?.at ?? stage.closes;
  return { since: last > stage.closes ? last : stage.closes };
}

/** Only what fills the guardian's office goes on without the guardian's word, and who has a veto on amendments alone vetoes nothing else: so says the text in force, which the evidence has (AMD-2, VET-3). */
export function* officeDifferences(
  {
    approval: given,
    version: last,
    rules,
    vetoes,
  }: Pick<ProposalRecord, 'approval' | 'version' | 'rules' | 'vetoes'>,
  { versions }: Pick<PackedProposal, 'versions'>,
): Generator<Difference> {
  const action = versions.find(({ version }) => version === last)?.content.action?.type;
  const vetoed = vetoes.findIndex(({ until }) => until === null);
  if (vetoed >= 0 && rules.charter.guardian?.scope === 'amendments' && action !== 'charter.amend')
    yield inRecord(`/vetoes/${vetoed}`, `is of what changes no charter: the action is ${action} (VET-3)`);
  if (given === null) return;
  // Where silence is assent, everything goes on without it.
  const fills = action === 'member.guardian' || isAssent(rules);
  if ((given.passedOver || given.owed !== null) && !fills)
    yield inRecord('/approval', `goes on without the guardian’s word, but the action is ${action} (AMD-2)`);
  if (given.vacant && !given.passedOver && fills)
    yield inRecord('/approval/passedOver', 'is false, but it fills the office that nobody held (AMD-2)');
}

const isAssent = ({ charter: { guardian } }: ProposalRecord['rules']): boolean =>
  guardian?.silence === 'assent';

/** Silence lets it lapse, and a vacant office at once, or passed over where it would fill it; owed where its holder is offline (AMD-2, VET-3). */
function* approval(record: ProposalRecord, since: string): Generator<Difference, Step> {
  const { approval: given, rules } = record;
  if (!rules.category.approval || rules.charter.guardian === null) {
    if (given !== null) yield inRecord('/approval', 'was not due (VET-3)');
    return { since };
  }
  if (given === null) {
    yield inRecord('/approval', 'is null, but the guardian was to be asked (VET-3)');
    return { since };
  }
  const { passedOver, vacant, approve, at, owed } = given;
  const what = owed === null ? '/approval/passedOver' : '/approval/owed';
  const assents = isAssent(rules);
  if (assents && owed !== null) yield inRecord('/approval/owed', 'is told, but silence is assent (AMD-2)');
  if (assents && vacant && !passedOver)
    yield inRecord(
      '/approval/passedOver',
      'is false, but an office that nobody holds refuses nothing (AMD-2)',
    );
  if ((passedOver || owed !== null) && !assents && !rules.category.actions.includes('member.guardian'))
    yield inRecord(what, `is ${owed === null ? 'true' : 'told'}, but this fills no office (AMD-2)`);
  if (vacant && approve !== null)
    yield inRecord('/approval/vacant', 'is true, but the guardian answered (AMD-2)');
  if (passedOver && owed === null) {
    if (!vacant)
      yield inRecord('/approval/vacant', 'is false, but the approval was passed over for it (AMD-2)');
    return { since: at ?? since };
  }
  const found = stageOf(record, 'guardian-approval');
  if (vacant && owed === null && at !== null) {
    if (at < (found?.opens ?? since) || (found?.closes != null && at >= found.closes))
      yield inRecord('/approval/at', `is ${at}, when the guardian was not asked (AMD-2)`);
    return { outcome: 'lapsed', rule: 'AMD-2', at };
  }
  const stage = yield* opening(record, 'guardian-approval', since);
  if (stage === undefined) return { since };
  if (owed !== null) {
    if (owed.offlineFrom > stage.closes)
      yield inRecord('/approval/owed/offlineFrom', `is ${owed.offlineFrom}, after ${stage.closes} (AMD-2)`);
    return { since: stage.closes };
  }
  if (approve === null || at === null)
    return assents ? { since: stage.closes } : { outcome: 'lapsed', rule: 'AMD-2', at: stage.closes };
  if (at < stage.opens || at >= stage.closes)
    yield inRecord('/approval/at', `is ${at}, outside the guardian’s window (VET-3)`);
  return approve ? { since: at } : { outcome: 'refused-by-guardian', rule: 'VET-3', at };
}

/** Execution waits for the appeal, and the appeal for the guardian, whose silence upholds (APP-1, APP-2). */
function* appeal(record: ProposalRecord, since: string): Generator<Difference, Step> {
  const { appeal: window, rules } = record;
  const { appeals, guardian } = rules.charter;
  if (!rules.category.appeal || appeals === null || guardian === null) {
    if (window !== null) yield inRecord('/appeal', 'was not due (APP-1)');
    return { since };
  }
  const stage = yield* opening(record, 'appeal', since);
  if (window === null || stage === undefined) {
    yield inRecord('/appeal', 'is null, but its time was due (APP-1)');
    return { since };
  }
  const { lodged, ended } = window;
  if (lodged === null) return { since: stage.closes };
  if (lodged.at < stage.opens || lodged.at >= stage.closes)
    yield inRecord('/appeal/lodged/at', `is ${lodged.at}, outside its window (APP-1)`);
  if (ended === null) {
    yield inRecord('/appeal/ended', 'is null, but execution waits for it (APP-1)');
    return { since };
  }
  if (ended.at < lodged.at)
    yield inRecord('/appeal/ended/at', `is ${ended.at}, before it was lodged (APP-2)`);
  const { outcome, at, reason } = ended;
  // Silence upholds, and who would judge their own case counts as silent.
  const judges = [...concerned(record), record.resolution?.guardian];
  if (reason !== null && (ended.guardian === null || judges.includes(ended.guardian)))
    yield inRecord(
      '/appeal/ended/guardian',
      `is ${ended.guardian ?? 'nobody'}, who cannot rule in this decision (GUA-1)`,
    );
  if (outcome === 'upheld') return { since: at };
  const due = written(millisecond(lodged.at) + guardian.answer);
  if (at >= due || reason === null || reason === '')
    yield inRecord('/appeal/ended', `is no ruling with a reason before ${due} (APP-2)`);
  if (outcome === 'remanded' && record.links.some(({ relation }) => relation === 'remand-of'))
    yield inRecord('/appeal/ended/outcome', 'is remanded, but it was remanded before (APP-2)');
  return { outcome, rule: 'APP-2', at };
}

/** An approval that was owed as its week ended is given or refused until the delay ends, or else passed over where its holder is offline then, or has departed; their silence lets it lapse (AMD-2). */
function* owedApproval(
  { approval: given }: ProposalRecord,
  { opens, closes }: { readonly opens: string; readonly closes: string },
): Generator<Difference, Step> {
  if (given === null || given.owed === null) return { since: closes };
  const { passedOver, vacant, approve, at, owed } = given;
  if (passedOver) {
    if (vacant === (owed.stillFrom !== null))
      yield inRecord(
        '/approval/vacant',
        `is ${vacant}, but its holder was ${vacant ? '' : 'not '}offline (AMD-2)`,
      );
    if (at !== closes) yield inRecord('/approval/at', `is ${at}, but its time ended ${closes} (AMD-2)`);
    if (owed.stillFrom !== null && owed.stillFrom > closes)
      yield inRecord('/approval/owed/stillFrom', `is ${owed.stillFrom}, after ${closes} (AMD-2)`);
    return { since: closes };
  }
  if (approve === null || at === null) return { outcome: 'lapsed', rule: 'AMD-2', at: closes };
  if (at < opens || at >= closes)
    yield inRecord('/approval/at', `is ${at}, outside the delay in which it was owed (AMD-2)`);
  return approve ? { since: closes } : { outcome: 'refused-by-guardian', rule: 'VET-3', at };
}

/** Nothing is executed before the delay of its category is over; within it the guardian may have a veto (VET-3, VET-4). */
function* delay(record: ProposalRecord, since: string): Generator<Difference, Step> {
  const { tier, vetoes, rules } = record;
  // Without one, it ends as it would begin.
  if (tier !== 3 || rules.category.delay === null)
    return yield* owedApproval(record, { opens: since, closes: since });
  const stage = yield* opening(record, 'delay', since);
  if (stage === undefined) return { since };
  const vetoed = vetoes.find(({ until }) => until === null);
  return vetoed === undefined
    ? yield* owedApproval(record, stage)
    : { outcome: 'vetoed', rule: 'VET-3', at: vetoed.at };
}
