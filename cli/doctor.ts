/** `folkmoot doctor`: whether a service can work, and whether any of its processes stands still (PRO-9). */
import { type Check, counted, failed, passed } from '../ledger/recount/check.ts';
import type { Report } from './report.ts';
import { answered, type Source } from './source.ts';

/** Bytes: a thousand processes have 300 each. */
const longest = 1_000_000;

/** What the service says of the processes that stand still. */
interface Astray {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly how: string;
  readonly since: string;
}

/** @param hasToken with an operator's each process that stands still is named */
export async function examine(server: Source, hasToken: boolean): Promise<Report> {
  const ready = await answered(server, 'health/ready', longest);
  if ('trouble' in ready) return { checks: [failed('service', `The service cannot work: ${ready.trouble}`)] };
  const service = passed('service', `${server.name} is ready: its parts answer, and their clocks agree.`);
  if (ready.body.processes === null)
    return {
      checks: [service, failed('processes', 'Those that stand still cannot be counted at the moment.')],
    };
  const { overdue = 0, gone = 0 } = (ready.body.processes ?? {}) as Record<string, number | undefined>;
  if (overdue + gone === 0)
    return { checks: [service, passed('processes', 'Every open process runs, and none is overdue.')] };
  const astray = hasToken ? await answered(server, 'v1/astray', longest) : undefined;
  if (astray === undefined || 'trouble' in astray) {
    const counts = `${counted(gone, 'process has', 'processes have')} no workflow any more, ${overdue} ${overdue === 1 ? 'is' : 'are'} overdue.`;
    return {
      checks: [service, failed('processes', counts)],
      notes: [...(astray === undefined ? [] : [astray.trouble]), 'With an operator’s token each is named.'],
    };
  }
  const items = (Array.isArray(astray.body.items) ? astray.body.items : []) as readonly Astray[];
  return { checks: [service, ...items.map(astrayCheck)] };
}

function astrayCheck({ id, kind, stage, how, since }: Astray): Check {
  const sentence =
    how === 'gone'
      ? `The ${kind} ${id} has no workflow any more, as was found at ${since}: it stays in stage ${stage} until an operator ends it (POST …/interruption).`
      : `The ${kind} ${id} is overdue since ${since}: it is in stage ${stage}, and nothing has followed. Is a worker running?`;
  return failed('processes', sentence);
}
