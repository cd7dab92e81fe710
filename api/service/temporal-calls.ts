/** Calls of Temporal that end in time, with their failures in the API's words. */
import {
  isGrpcServiceError,
  ServiceError,
  type WorkflowClient,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { problemError, unavailable } from '../problems/problem.ts';

/** Milliseconds that a call may take: without a worker an update hangs for ever. */
const patience = 5_000;

/** gRPC's codes for what may succeed when it is tried again, and for a server that has too much to do. */
const grpc = { cancelled: 1, deadlineExceeded: 4, resourceExhausted: 8, unavailable: 14 };

/**
 * Runs a call with the deadline; what fails for want of an answer becomes a problem. The signal ends the call itself, but not a
 * connection that is still being made: nobody waits for that either.
 */
export async function within<Result>(
  temporal: WorkflowClient,
  call: () => Promise<Result>,
  { decision, most = patience }: { readonly decision: string; readonly most?: number | undefined },
): Promise<Result> {
  const deadline = AbortSignal.timeout(most);
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(silent(decision)), { once: true });
  });
  try {
    return await Promise.race([temporal.withAbortSignal(deadline, call), late]);
  } catch (error) {
    throw translated(error, decision);
  }
}

/** It may have begun all the same: whoever asks again, or looks, knows by which id. */
const silent = (decision: string): Error => unavailable('temporal', 2, 'does not answer', { decision });

function translated(error: unknown, decision: string): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return silent(decision);
  if (!(error instanceof ServiceError) || !isGrpcServiceError(error.cause)) return error;
  switch (error.cause.code as number) {
    case grpc.resourceExhausted:
      return problemError('too-many-requests', {}, { headers: { 'Retry-After': '2' } });
    case grpc.cancelled:
    case grpc.deadlineExceeded:
    case grpc.unavailable:
      return silent(decision);
    default:
      return error;
  }
}
