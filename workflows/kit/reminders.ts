/** Reminding whoever still owes an act, from workflows: at half and at nine tenths of its window. */
import { allHandlersFinished, condition } from '@temporalio/workflow';
import { remind } from '../activities.ts';

/** How many are being told of something: no stage waits for that, but the process does before it returns. */
export interface Telling {
  underWay: number;
}

/** Lets the process go on while somebody is being told. */
export function meanwhile(telling: Telling, told: Promise<void>): void {
  telling.underWay += 1;
  void told.finally(() => {
    telling.underWay -= 1;
  });
}

/** Finds who still owes the act at that instant and tells them, while the process goes on; asked again for the same mark, it adds nothing. */
export function startReminding(telling: Telling, asked: Parameters<typeof remind>[0]): void {
  meanwhile(telling, remind(asked));
}

/** Answers once no act is under way and nobody is being told of anything: a workflow that returned before would leave both without an answer. */
export async function allFinished(telling: Telling): Promise<void> {
  await condition(() => allHandlersFinished() && telling.underWay === 0);
}
