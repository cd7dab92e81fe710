/** Where the guardian's section contradicts itself or the categories (CHA-2, EXE-1, AMD-2). */
import type { Finding } from '../faults/fault.ts';
import { valueAt } from '../text/places.ts';
import { entries, type ReadableCharter } from './readable.ts';

/** Only the role `guardian` is an office of one member, and no other decision gives it (EXE-1, TIE-5); silence is assent to what asks for approval (AMD-2). */
export function guardian({ charter, isOff }: ReadableCharter): readonly Finding[] {
  const { role, silence } = charter.guardian ?? {};
  const isAsked = entries(charter.categories).some(([name]) => {
    const approval = valueAt(charter, ['categories', name, 'approval']);
    // What cannot be read may be true.
    return approval === true || (approval === undefined && !isOff('categories', name, 'approval'));
  });
  return [
    ...(role === undefined || role === 'guardian'
      ? []
      : [
          {
            place: ['guardian', 'role'],
            message: 'is a role that several can hold; the guardian is one at most',
            facts: { found: role, allowed: ['guardian'] },
          },
        ]),
    ...(silence !== 'assent' || isAsked || charter.categories === undefined
      ? []
      : [{ place: ['guardian', 'silence'], message: 'is assent, and no category asks for approval' }]),
  ];
}
