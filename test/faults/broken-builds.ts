/** Builds with one deliberate mistake each, and the weather in which it shows: what the test must catch (`--prove`). */
import type { Replacement } from './product.ts';
import type { FaultKind } from './seen.ts';
import type { Fault, Target } from './weather.ts';

export interface BrokenBuild {
  readonly name: string;
  readonly mistake: string;
  readonly replacements: readonly Replacement[];
  /** What happens to it; nothing, where the mistake shows in fine weather. */
  readonly faults: readonly Fault[];
  /** One after the other, until it is caught. */
  readonly seeds: readonly number[];
  /** The seeds' own numbers of processes, or these. */
  readonly apis?: number;
  /** As what it shows. */
  readonly shows: readonly FaultKind[];
}

const kills = (target: Target, ...seconds: readonly number[]): readonly Fault[] =>
  seconds.map((second) => ({ how: 'kill', target, begins: second * 1_000, lasts: 300 }));

const halts = (target: Target, lasts: number, ...seconds: readonly number[]): readonly Fault[] =>
  seconds.map((second) => ({ how: 'halt', target, begins: second * 1_000, lasts }));

const few = [1, 2, 3, 4, 5, 6];

export const brokenBuilds: readonly BrokenBuild[] = [
  {
    name: 'local-activities',
    mistake: 'What others can see is written by local activities, before Temporal has recorded the task',
    replacements: [
      {
        file: 'workflows/activities.ts',
        text: `import { proxyActivities } from '@temporalio/workflow';`,
        by: `import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';`,
      },
      {
        file: 'workflows/activities.ts',
        text: `export const activities = proxyActivities<`,
        by: `export const activities = proxyLocalActivities<`,
      },
      {
        file: 'workflows/activities.ts',
        text: `  proxyActivities<Pick<Activities, Sized>>({`,
        by: `  proxyLocalActivities<Pick<Activities, Sized>>({`,
      },
    ],
    faults: [...kills('Temporal', 2, 5, 8), ...kills('worker', 3.5, 6.5, 9.5)],
    seeds: few,
    shows: ['differs', 'went back', 'lost', 'stands still', 'refused but done'],
  },
  {
    name: 'asynchronous-commit',
    mistake: 'A commit is acknowledged before PostgreSQL has it on the disk',
    replacements: [
      {
        file: 'store/postgres/pool.ts',
        text: `  'timezone=UTC',`,
        by: `  'timezone=UTC', 'synchronous_commit=off',`,
      },
    ],
    faults: kills('PostgreSQL', 3, 6, 9),
    seeds: few,
    shows: ['lost', 'went back', 'differs', 'stands still'],
  },
  {
    name: 'no-key-of-an-action',
    mistake: 'A call bears another webhook-id at every try',
    replacements: [
      { file: 'activities/actions/signing.ts', text: `'webhook-id': id,`, by: `'webhook-id': id + at,` },
    ],
    faults: kills('worker', 3, 6, 9),
    seeds: few,
    shows: ['doubled'],
  },
  {
    name: 'no-lock-at-the-close',
    mistake: 'A vote is counted while ballots are still being taken',
    replacements: [
      {
        file: 'store/ballots/closing.ts',
        text: `    await lockDecision(trx, decision, 'alone');
    const first = await pollByNumber(trx, decision, 'votes', number);`,
        by: `    const first = await pollByNumber(trx, decision, 'votes', number);`,
      },
      {
        file: 'store/ballots/closing.ts',
        text: `    await lockDecision(trx, decision, 'alone');
    const positions = await pollByNumber(trx, decision, 'positions', number);`,
        by: `    const positions = await pollByNumber(trx, decision, 'positions', number);`,
      },
    ],
    faults: [{ how: 'slow', link: 'api-postgres', begins: 1_000, lasts: 14_000 }],
    seeds: few,
    shows: ['differs', 'lost'],
  },
  {
    name: 'a-dropped-entry',
    mistake: 'Of what is written at once, the timeline keeps the first entry',
    replacements: [
      {
        file: 'store/processes/timeline.ts',
        text: `facts::jsonb, room from given`,
        by: `facts::jsonb, room from given where place = 1`,
      },
    ],
    faults: [],
    seeds: few,
    shows: ['lost', 'differs'],
  },
  {
    name: 'acknowledged-too-early',
    mistake: 'An answer is acknowledged before it is kept',
    replacements: [
      {
        file: 'store/ballots/ballot-box.ts',
        text: `    const kept = await keepAnswers(trx, poll.id, [...entries.values()]);`,
        by: `    const kept = new Map([...entries.values()].map((entry) => [entry, undefined]));
    const { id } = poll;
    setTimeout(() => void keepAnswers(db as Trx, id, [...kept.keys()]).catch(() => undefined), 400);`,
      },
    ],
    faults: kills('API', 4, 6, 8, 10),
    seeds: few,
    shows: ['lost', 'differs'],
  },
  {
    name: 'late-acts-taken',
    mistake: 'Nobody compares the time with the deadline: only the stage is looked at',
    replacements: [
      {
        file: 'rules/permitted.ts',
        text: `  const closed = closes === null ? undefined : late(closes, at);`,
        by: `  const closed = undefined;`,
      },
    ],
    faults: halts('worker', 2_500, 4, 8),
    seeds: few,
    shows: ['differs', 'out of time'],
  },
  {
    name: 'keys-ignored',
    mistake: 'The API does a request again that comes again with its Idempotency-Key',
    replacements: [{ file: 'api/http/handle.ts', text: `key: idempotencyKey(request),`, by: `key: null,` }],
    faults: halts('API', 4_500, 3, 8),
    seeds: few,
    shows: ['doubled', 'refused but done', 'lost'],
  },
  {
    name: 'another-update-each-time',
    mistake: 'An act that is repeated with its key reaches the workflow as another act',
    replacements: [
      {
        file: 'api/kinds/acting.ts',
        text: `const updateId = await attempt.begin();`,
        by: `const updateId = (await attempt.begin()) + Date.now();`,
      },
    ],
    // For longer than an API waits: within that, a repetition waits for the first try.
    faults: halts('worker', 6_500, 2, 10, 18),
    seeds: few,
    shows: ['doubled', 'refused but done'],
  },
  {
    name: 'a-stale-checkpoint',
    mistake: 'A process answers the checkpoint that it signed some seconds ago',
    replacements: [
      {
        file: 'store/log/checkpoints.ts',
        text: `  const size = await ledgerSize(db);
  const kept`,
        by: `  const now = Date.now();
  if (now > (globalThis.stale?.until ?? 0)) globalThis.stale = { until: now + 3000, size: await ledgerSize(db) };
  const { size } = globalThis.stale;
  const kept`,
      },
    ],
    faults: [],
    apis: 2,
    seeds: few,
    shows: ['went back'],
  },
  {
    name: 'replaced-ballots-left-out',
    mistake: 'The evidence has the last answer of each elector only',
    replacements: [
      {
        file: 'store/ballots/answers/answers.ts',
        text: 'select ${entry} as text from answers',
        by: 'select ${entry} as text from current_answers',
      },
    ],
    faults: [],
    seeds: few,
    shows: ['lost', 'differs'],
  },
  {
    name: 'the-text-before-is-executed',
    mistake: 'The version that an amendment brings is in force in name only',
    replacements: [
      {
        file: 'workflows/proposal/stages/discussion.ts',
        text: `  decision.content = content;
  decision.pending = null;`,
        by: `  decision.pending = null;`,
      },
      {
        file: 'workflows/proposal/acts.ts',
        text: `    decision.content = content;
    findOtherCategories(decision);`,
        by: `    findOtherCategories(decision);`,
      },
    ],
    // Nobody amends once the weather is clear for good.
    faults: halts('API', 300, 14),
    seeds: few,
    shows: ['differs'],
  },
];
