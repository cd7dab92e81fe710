/** Makes the HTTP calls that decisions ask for, through the guard that stands at the way out (EXE-2). */
import { ApplicationFailure } from '@temporalio/activity';
import { isOutgoingError, type OutgoingError } from '../../outgoing/fault.ts';
import { openGuard, type OutgoingRequest, type Ways } from '../../outgoing/guard.ts';
import { refuse } from '../../rules/refusal.ts';

export type OutgoingCall = Omit<OutgoingRequest, 'reads'>;

/**
 * Answers the status that the called server answered with. Redirects are not followed, and no answer's body is read.
 * @throws where no answer came; an `ApplicationFailure`, `address-refused` where the call would have gone inside, `proxy-refused` where the
 * proxy did not let it pass
 */
export type MakeCall = (call: OutgoingCall) => Promise<number>;

export function callThrough(ways: Ways): MakeCall {
  const send = openGuard(ways);
  return async (call) => {
    try {
      return (await send({ ...call, reads: false })).status;
    } catch (error) {
      throw isOutgoingError(error) ? failureOf(error) : error;
    }
  };
}

/** What the guard refuses is refused by a rule; what the network or a proxy does is told as it was. */
const failureOf = ({ message, fault, facts, final }: OutgoingError): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    type: fault,
    nonRetryable: final,
    details: [fault === 'address-refused' ? refuse(fault, 'EXE-2', facts) : facts],
  });
