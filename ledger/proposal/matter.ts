/** By what two proposals are the same: a hash of their action and its object, since texts are long (TIE-6). */
import { createHash } from 'node:crypto';
import { essence } from '../../rules/actions/essence.ts';
import type { Content } from '../../rules/model.ts';

/** SHA-256. @throws where there is no action: what was submitted has one (PRO-2) */
export function matterOf({ action, text }: Pick<Content, 'action' | 'text'>): Buffer {
  if (action === null) throw new Error('what was submitted has an action (PRO-2)');
  return createHash('sha256')
    .update(essence(action, text ?? ''))
    .digest();
}
