/** Why an act is refused that no process of this council has sent, as a problem (AUT-1). */
import type { RefusalCode } from '../../rules/refusal.ts';
import type { ProblemKind } from './kind.ts';

export const forgedKinds = {
  forged: {
    status: 403,
    title: 'Not sent by this council',
    about:
      'What reached the decision did not come from an API of this council, or was meant for another decision.',
    detail: () => 'It was not sealed by this council for this decision, as this act.',
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
