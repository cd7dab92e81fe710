/**
 * `npm run bench:act [-- count]`: how long a member waits for an act at rest, one after the other, on the development server with one worker:
 * a conflict opened (a workflow started), terms put in it and accepted (updates of it, the last ends it with its record).
 */
import type { Answer } from '../test/support/http.ts';
import { person } from '../test/support/people.ts';
import { openBench, openCouncil } from './council.ts';

const count = Number(process.argv[2] ?? 100);
/** Milliseconds that the median of an update may take. */
const most = 60;
const families = [
  { id: 'ash', name: 'Ash' },
  { id: 'birch', name: 'Birch' },
];
const members = [person('anna', { family: 'ash' }), person('ben', { family: 'birch' })];

const bench = await openBench();
try {
  const council = await openCouncil(bench, { members, families, pace: 1 });
  try {
    const [anna, ben] = [await council.as('anna'), await council.as('ben')];
    const took: Record<string, number[]> = {};
    const timed = async (name: string, step: () => Promise<Answer>): Promise<Answer> => {
      const from = performance.now();
      const answer = await step();
      (took[name] ??= []).push(performance.now() - from);
      if (answer.status >= 300) throw new Error(`${name}: ${JSON.stringify(answer.body)}`);
      return answer;
    };
    for (let turn = 1; turn <= count; turn += 1) {
      const matter = { against: ['ben'], what: `Matter ${turn}`, remedy: 'An apology' };
      const opened = await timed('a conflict opened', () => anna.post('/v1/conflicts', matter));
      const { id } = opened.body as { readonly id: string };
      const path = `/v1/conflicts/${id}/terms`;
      await timed('terms put', () => anna.post(path, { text: 'We share it.' }));
      await timed('terms accepted', () => ben.post(`${path}/1/acceptance`));
    }
    for (const [name, all] of Object.entries(took)) {
      const sorted = all.toSorted((one, other) => one - other);
      const at = (share: number): string =>
        `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
      console.log(`${name}: median ${at(0.5)}, nine tenths within ${at(0.9)}, at most ${at(1)}`);
    }
    const puts = (took['terms put'] ?? []).toSorted((one, other) => one - other);
    if ((puts[Math.floor(puts.length / 2)] ?? 0) > most)
      throw new Error(`the median of an act at rest is over ${most} ms`);
  } finally {
    await council.close();
  }
} finally {
  await bench.close();
}
