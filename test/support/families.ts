/** Families in a council under test: founded and left through HTTP, and what members find of it in their inboxes. */
import { expect } from 'vitest';
import { type Council, openCouncil } from './council.ts';
import type { Answer, Json } from './http.ts';
import { five, person } from './people.ts';

/** Of council maturity, in `openFamilies`. */
export const grownUp = [...five.map(({ id }) => id), 'stella', 'uma'];

/** Five and a steward in no family, kim of family maturity alone, and of the family ash uma and tom, who is too young for any. */
export const openFamilies = (): Promise<Council> =>
  openCouncil({
    members: [
      ...five,
      person('stella', { roles: ['resource-steward'] }),
      person('kim', { bornAt: '2020-01-01T00:00:00.000Z' }),
      person('tom', { bornAt: '2024-06-01T00:00:00.000Z', family: 'ash' }),
      person('uma', { family: 'ash' }),
    ],
    families: [{ id: 'ash', name: 'Ash' }],
  });

export interface Families {
  readonly post: (member: string, path: string, body?: object) => Promise<Answer>;
  readonly read: (member: string, path: string) => Promise<Json>;
  readonly familyOf: (member: string) => Promise<string | null>;
  /** The family birch unless `more` says other; answers the founding. */
  readonly proposeFamily: (by: string, members: readonly string[], more?: object) => Promise<Json>;
  /** A founder's word on a founding or a family, by its id. */
  readonly word: (by: string, id: string, accept?: boolean) => Promise<Json>;
  /** A member's notices, newest first; those of one process alone where it is given. */
  readonly inboxOf: (member: string, decision?: string) => Promise<Json[]>;
}

/** @param council as it stands when one of these is called */
export function familiesIn(council: () => Council): Families {
  const post: Families['post'] = async (member, path, body = {}) =>
    (await council().as(member)).post(`/v1/families${path}`, body);
  const read: Families['read'] = async (member, path) => (await (await council().as(member)).get(path)).body;
  return {
    post,
    read,
    familyOf: async (member) => (await read('anna', `/v1/members/${member}`)).family,
    proposeFamily: async (by, members, more = {}) => {
      const { status, body } = await post(by, '', { id: 'birch', name: 'Birch', members, ...more });
      expect(status, JSON.stringify(body)).toBe(201);
      return body;
    },
    word: async (by, id, accept = true) => (await post(by, `/${id}/acceptance`, { accept })).body,
    inboxOf: async (member, decision) =>
      (await read(member, '/v1/inbox?limit=200')).items.filter(
        (notice: Json) => decision === undefined || notice.decision === decision,
      ),
  };
}
