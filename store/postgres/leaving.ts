/** Whoever asks may leave: what is read for them alone ends then, and takes no connection from those who stay. */
import { AsyncLocalStorage } from 'node:async_hooks';

const leaving = new AsyncLocalStorage<AbortSignal>();

/** Does what is done for one who asks: each statement in it is cancelled once they have left, and none begins after that. */
export const forOne = <Result>(left: AbortSignal, act: () => Promise<Result>): Promise<Result> =>
  leaving.run(left, act);

/** Does, in the midst of what is done for one, what others have a part in: it goes on when that one leaves. */
export const forAll = <Result>(act: () => Result): Result => leaving.exit(act);

/** Aborted when the one has left for whom this is done; undefined where it is done for nobody in particular. */
export const leavingOfNow = (): AbortSignal | undefined => leaving.getStore();
