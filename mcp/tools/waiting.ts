/** Waits for what concerns the member, so that an agent neither asks again and again nor spends its context on it. */
import type { ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Fields, query, read } from '../council.ts';
import { tool } from '../tool.ts';
import { owedSchema, showAll } from './shapes.ts';

/** Seconds after which who waits hears that it goes on. */
const between = 15;
const longest = 45;

export const waitTool = tool({
  name: 'wait',
  title: 'Wait for news',
  description:
    'Answers as soon as something changes in a matter that concerns you, or after `seconds` with nothing changed: what you owe, what changed, and ' +
    'the cursor for the next call. Call it with `since` from the answer before; the first call without it answers at once.',
  input: z.strictObject({
    since: z.string().max(500).optional().describe('The `cursor` of the answer before'),
    seconds: z.int().min(0).max(longest).default(longest),
  }),
  output: z.looseObject({
    owed: owedSchema,
    changed: z.array(z.looseObject({ decision: z.string(), kind: z.string() })),
    missed: z.boolean().describe('Too much happened: read anew what you rely on'),
    cursor: z.string(),
  }),
  reads: true,
  idempotent: true,
  run: async (council, { since, seconds }, context) => {
    let cursor = since;
    let left = seconds;
    for (;;) {
      const some = Math.min(between, left);
      const news = await read(council, `/v1/inbox/changes${query({ since: cursor, seconds: some })}`);
      left -= some;
      const { owed, changed, missed } = news;
      const isNews = since === undefined || missed === true || (Array.isArray(changed) && changed.length > 0);
      if (isNews || left <= 0 || context.mcpReq.signal.aborted)
        return { owed: showAll(owed), changed: showAll(changed), missed, cursor: news.cursor };
      cursor = cursorOf(news);
      await tell(context, seconds - left, seconds);
    }
  },
});

const cursorOf = ({ cursor }: Fields): string | undefined =>
  typeof cursor === 'string' ? cursor : undefined;

async function tell({ mcpReq }: ServerContext, progress: number, total: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total } });
}
