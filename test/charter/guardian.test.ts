/** What a charter may say of its guardian, and where it contradicts itself in it (CHA-2, AMD-2, VET-3). */
import { expect, it } from 'vitest';
import { amended, faultsOf, loaded } from './documents.ts';

const constitutional = '/categories/constitutional';
const principles = '/categories/core-principles';
/** Without a guardian’s approval in the two classes, which only another fault allows. */
const nobodyAsks = { [`${constitutional}/approval`]: false, [`${principles}/approval`]: false };

it('CHA-2 AMD-2 takes silence for assent, or lets it lapse as by default', () => {
  const { charter } = loaded(amended({ '/guardian/silence': 'assent' }));
  expect(charter.guardian).toMatchObject({ scope: 'constitutional', silence: 'assent' });
  const silent = loaded(amended({}));
  const said = loaded(amended({ '/guardian/silence': 'lapse' }));
  expect([silent.charter.guardian, said.charter.guardian]).toEqual([
    { role: 'guardian', scope: 'constitutional', answer: 7 * 86_400_000 },
    silent.charter.guardian,
  ]);
});

const vetoes = { '/guardian/scope': 'amendments' };

it('CHA-2 VET-3 takes a veto on amendments alone, without an approval and with a delay in the two classes', () => {
  const { charter } = loaded(amended({ ...vetoes, ...nobodyAsks }));
  expect(charter.guardian?.scope).toBe('amendments');
  expect(charter.categories.operations?.delay).toBeNull();
  expect(charter.categories.constitutional).toMatchObject({ approval: false, delay: 30 * 86_400_000 });
});

it.each<[string, Record<string, unknown>, string[]]>([
  [
    'silence that means something else',
    { '/guardian/silence': 'veto' },
    ['/guardian/silence: is none of what it may be'],
  ],
  [
    'silence that nothing waits for',
    { '/guardian/silence': 'assent', ...nobodyAsks },
    ['/guardian/silence: is assent, and no category asks for approval'],
  ],
  [
    'consent of the electors beside the guardian’s silence',
    {
      '/guardian/silence': 'assent',
      '/categories/operations/approval': true,
      '/categories/operations/adopts': 'consent',
    },
    [
      '/categories/operations/adopts: is not vote, and has no place beside what others than the electors decide',
    ],
  ],
  [
    'an approval beside a veto on amendments alone',
    vetoes,
    [constitutional, principles].map(
      (at) => `${at}/approval: is true, and the guardian has a veto on amendments alone`,
    ),
  ],
  [
    'a veto on amendments without a time for it, and the guardian’s own adoption of one',
    {
      ...vetoes,
      ...nobodyAsks,
      [`${constitutional}/delay`]: null,
      [`${constitutional}/guardianMayResolve`]: true,
    },
    [
      `${constitutional}/delay: is missing, and the guardian of amendments vetoes within it`,
      `${constitutional}/guardianMayResolve: is not false, and the guardian would adopt what they are to approve`,
    ],
  ],
  [
    'silence that is assent beside a veto on amendments alone',
    { ...vetoes, ...nobodyAsks, '/guardian/silence': 'assent' },
    ['/guardian/silence: is assent, and no category asks for approval'],
  ],
])('CHA-2 AMD-2 refuses %s', (_what, changes, faults) => {
  expect(faultsOf(amended(changes))).toEqual(expect.arrayContaining(faults));
});
