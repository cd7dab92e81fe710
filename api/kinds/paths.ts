/** Where processes are listed, and where acts in them are done: each kind's table of permissions names them, and says where its path is not its name. */
import { type KindName, kinds } from '../../rules/kinds.ts';
import type { PermittedAct } from '../../rules/permitted.ts';

/** Where the processes of a kind are listed: under its own name, but of families, which are listed there themselves, how they are founded. */
export const listPathOf = (kind: KindName): string =>
  kind === 'family' ? '/v1/foundings' : `/v1/${kinds[kind].plural}`;

/** The template of an act's path: `{n}` is the number of what it is done to. */
export function pathOf(kind: KindName, act: string): string {
  const permissions: Readonly<Record<string, PermittedAct>> = kinds[kind].permissions;
  const end = (Object.hasOwn(permissions, act) ? permissions[act]?.path : undefined) ?? act;
  return `/v1/${kinds[kind].plural}/{id}${end === '' ? '' : `/${end}`}`;
}
