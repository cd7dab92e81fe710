/** Reminding whoever still owes an act, from workflows: at half and at nine tenths of its window. */
import { allHandlersFinished, condition } from '@temporalio/workflow';
import { remind } from '../activities.ts';

/** How many are being told of something: no stage waits for that, but the process does before it returns. */
export interface BackgroundWork {
  underWay: number;
}

/** Lets the process go on while somebody is being told. */
export function meanwhile(background: BackgroundWork, told: Promise<void>): void {
  background.underWay += 1;
  void told.finally(() => {
    background.underWay -= 1;
  });
}

/** Finds who still owes the act at that instant and tells them, while the process goes on; asked again for the same mark, it adds nothing. */
export function startReminding(background: BackgroundWork, asked: Parameters<typeof remind>[0]): void {
  meanwhile(background, remind(asked));
}

/** Answers once no act is under way and nobody is being told of anything: a workflow that returned before would leave both without an answer. */
export async function allFinished(background: BackgroundWork): Promise<void> {
  await condition(() => allHandlersFinished() && background.underWay === 0);
}
