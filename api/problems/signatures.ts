/** What is wrong with a signature, a key, or whose an act is, as problems (AUT-1, MEM-3, MEM-6). */
import type { RefusalCode } from '../../rules/refusal.ts';
import type { SignatureFault } from '../../store/ballots/answers/answer.ts';
import { forgedKinds } from './forged.ts';
import { type ProblemKind, say, sentences } from './kind.ts';

const reasons: Readonly<Record<SignatureFault, string>> = {
  form: 'It is no detached JWS with alg Ed25519, b64 false and a kid, or it names no version.',
  'unknown-key': 'The member has no such key that counts.',
  'does-not-hold':
    'It does not hold for what was sent: another council, decision, poll or act, version, member, content or number was signed, in another writing, or by another key.',
  'not-asked-for': 'Nothing is signed here.',
  'other-poll': 'It is for another poll of the decision.',
  sequence: 'It is for another of the member’s answers in this poll, or acts of the kind.',
  'registered-later': 'Its key was registered after the electorate was fixed.',
  revoked: 'Its key was revoked.',
};

/** Of support, and of who takes a file in custody. */
const otherReasons: Readonly<Record<string, string>> = {
  'never-signed': 'Nothing is signed in support: a signature would prove to others what nobody else is told.',
  'taking-form':
    'It is no flattened JWS with alg Ed25519, a kid and typ folkmoot-custody+jws whose payload is a taking as canonical JSON.',
  'other-taking':
    'What was signed says something else than what is to be taken, from whom, or in answer to what.',
};

const reasonOf = (reason: unknown): string => {
  if (typeof reason !== 'string') return '';
  return Object.hasOwn(reasons, reason) ? reasons[reason as SignatureFault] : (otherReasons[reason] ?? '');
};

const sealing = {
  form: () =>
    'It is no JWE in general JSON serialization for two recipients at least, with `enc` A256GCM alone in its protected header, and of each recipient `alg` ECDH-ES+A256KW, `kid`, `epk`, and nothing else.',
  'too-long': () => 'It is longer than a sealed body may be.',
  recipient: ({ key }: Sealing) =>
    `It is sealed to the key ${say(key)}, which is none that somebody who may read it registered themselves, or was revoked.`,
  missing: ({ members }: Sealing) => `It is not sealed to a key of ${say(members)}, who must read it.`,
  supporter: () => 'It is sealed to no supporter on duty, so that nobody could be asked.',
} as const;

interface Sealing {
  readonly key: unknown;
  readonly members: unknown;
}

export const signatureKinds = {
  ...forgedKinds,
  'signature-required': {
    status: 403,
    title: 'Not signed',
    about:
      'The charter has this signed by its member. Of an answer the facts say for which poll, version and number the signature is made, of an act its name and its body as it is read; docs/identity.md shows how.',
    detail: ({ act, poll, number, version, sequence }) =>
      act !== undefined
        ? `It needs the member’s own signature of the act “${say(act)}”, in the header Folkmoot-Signature.`
        : `It needs the elector’s own signature, for ${say(poll)} ${say(number)}, version ${say(version)}, as their answer number ${say(sequence)}.`,
  },
  'signature-refused': {
    status: 403,
    title: 'A signature that does not count',
    about: 'What came with it is no signature of this member for this, by a key that counts here.',
    detail: ({ reason, ...facts }) =>
      [
        reasonOf(reason),
        sentences(
          facts,
          ['key', (key) => `It names the key ${key}.`],
          ['signed', (signed) => `It was made for number ${signed}.`],
          ['number', (number) => `The poll is number ${number}.`],
          ['sequence', (sequence) => `Number ${sequence} is next.`],
          ['revokedAt', (at) => `It was revoked at ${at}.`],
          ['field', (field) => `Its ${field} is another.`],
        ),
      ]
        .filter((part) => part !== '')
        .join(' ') || 'It does not count.',
  },
  'unknown-key': {
    status: 404,
    title: 'No such key',
    about: 'The member has no such key, or the registrar began nothing with it that could be stopped.',
    detail: ({ key }) => `There is nothing of the kind with the key ${say(key)}.`,
  },
  'key-needed': {
    status: 403,
    title: 'Not signed by a key before it',
    about:
      'A member changes their keys with a signature by one that they have. Only their first key, to sign with, needs none. Who has lost every key asks the registrar, whose change counts after its notice.',
    detail: ({ sequence }) =>
      `It needs a signature by a key that the member has, for change number ${say(sequence)} of their keys.`,
  },
  'must-be-sealed': {
    status: 422,
    title: 'Not sealed',
    about:
      'What is said in support is sealed by who says it, to keys that those who are to read it registered themselves: JWE in general JSON serialization, ECDH-ES+A256KW, A256GCM. The service reads none of it.',
    detail: ({ reason, key, members }) =>
      typeof reason === 'string' && Object.hasOwn(sealing, reason)
        ? sealing[reason as keyof typeof sealing]({ key, members })
        : 'It is not sealed as it must be.',
  },
} satisfies Partial<Record<RefusalCode, ProblemKind>>;
