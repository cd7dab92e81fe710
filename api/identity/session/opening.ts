/** Sessions as a process opens them: with the provider of its settings, or for the trial. */
import { slug } from '../../../charter/text/text.ts';
import type { SessionSettings } from '../../../settings/sign-in.ts';
import { memberOfIdentity } from '../../../store/identity/identities.ts';
import type { Services } from '../../service/services.ts';
import { trialIssuer } from '../dev-tokens.ts';
import { loopbackOrigins, ownOrigin } from './origin.ts';
import { openProvider } from './provider.ts';
import { createSessions, type SessionParts, type Sessions } from './sessions.ts';

/** A subject that is a member's id. */
const itself: SessionParts['memberOf'] = async (_db, { subject }) => slug.safeParse(subject).data;

/**
 * Sessions of who signs in with the provider of the settings; without one, of the trial, or undefined where this is none: browsers cannot sign in.
 * @param isTrial whoever sits at the machine may be any member
 */
export function openSessions(
  { log, ...parts }: Pick<Services, 'db' | 'writes' | 'clock' | 'log'>,
  { lives, signIn }: SessionSettings,
  isTrial = false,
): Sessions | undefined {
  if (signIn !== null)
    return createSessions({
      ...parts,
      lives,
      own: ownOrigin(signIn.origin),
      issuer: signIn.provider.issuer,
      provider: openProvider(signIn.provider, log),
      memberOf: signIn.subject === 'member' ? itself : memberOfIdentity,
    });
  if (!isTrial) return undefined;
  return createSessions({
    ...parts,
    lives,
    own: loopbackOrigins,
    issuer: trialIssuer,
    provider: null,
    memberOf: itself,
  });
}
