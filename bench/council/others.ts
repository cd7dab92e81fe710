/** What other members do while something large is under way: a family's own matters, and how long its acts take to be answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Caller } from '../../test/support/http.ts';
import { memberName } from './plan.ts';

type Body = Readonly<Partial<Record<string, unknown>>> & { readonly id?: string; readonly stage?: string };

export const bodyOf = ({ body }: Answer): Body => body as Body;

export const matter = (category: string, affected: 'everyone' | readonly string[]): object => ({
  title: 'A matter',
  text: 'We do it.',
  rationale: 'It is good.',
  category,
  impact: { affected, statement: 'An hour of each.' },
  alternatives: [{ title: 'Later', text: 'We do it in a year.' }],
  action: { type: 'none' },
});

/** A family's own matters meanwhile: submitted, talked about and voted on; and an inbox read. */
export function othersMeanwhile(as: (member: string) => Promise<Caller>) {
  const ended = new AbortController();
  const took: number[] = [];
  const refused: string[] = [];
  const act = async (what: string, step: () => Promise<Answer>): Promise<Answer> => {
    const from = performance.now();
    const answer = await step();
    took.push(performance.now() - from);
    if (answer.status >= 300) refused.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const lane = async (place: number): Promise<void> => {
    const member = await as(memberName(place));
    while (!ended.signal.aborted) {
      const submitted = await act('a proposal submitted', () =>
        member.post('/v1/proposals', matter('family.memories', [memberName(place)])),
      );
      const path = `/v1/proposals/${bodyOf(submitted).id ?? ''}`;
      await sleep(1_000);
      if (submitted.status >= 300) continue;
      while (bodyOf(await member.get(path)).stage !== 'voting') await sleep(100);
      await act('a statement made', () =>
        member.post(`${path}/statements`, { text: 'I have thought about it.' }),
      );
      await act('a ballot cast', () => member.put(`${path}/ballot`, { choice: 'for' }));
      await act('an inbox read', () => member.get('/v1/inbox'));
    }
  };
  const lanes = Promise.all([lane(3), lane(7)]);
  // Awaited when it is stopped.
  lanes.catch(() => undefined);
  return {
    /** Milliseconds of each act, and what those that were not taken were answered. */
    stop: async () => {
      ended.abort();
      await lanes;
      return { took, refused };
    },
  };
}
