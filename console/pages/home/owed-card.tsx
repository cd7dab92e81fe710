/** What is owed, with its act where one press is enough: a press that needs words as well leads to the page. */
import { Link, useLocation } from 'wouter';
import { useKinds } from '../../data/council.ts';
import type { Notice } from '../../data/open.ts';
import { useAct } from '../../data/reading.ts';
import { tell } from '../../parts/announcer.tsx';
import { Their } from '../../parts/people.tsx';
import { Press } from '../../parts/press.tsx';
import { ProblemNotice, problemOf } from '../../parts/problem.tsx';
import { onePress } from '../../parts/forms/schema.ts';
import { Countdown } from '../../parts/when.tsx';
import { useSay } from '../../words/words.tsx';

/** Positions but `agree` need a reason (CON-2). */
const withoutWords = (field: string, value: unknown): boolean => field !== 'position' || value === 'agree';

export function OwedCard({ notice, to }: { readonly notice: Notice; readonly to: string }) {
  const say = useSay();
  const [, go] = useLocation();
  const kinds = useKinds();
  const sending = useAct(notice.decision);
  const owes = notice.owes ?? '';
  const act = kinds.find(({ kind }) => kind === notice.process)?.acts.find(({ name }) => name === owes);
  const press = act === undefined ? null : onePress(act.body);
  const send = (value: unknown) => {
    if (notice.route === null || press === null) return;
    sending.mutate(
      { ...notice.route, body: { [press.field]: value } },
      {
        onSuccess: () => tell(say('acts.done', { act: say.named('choice', String(value)) })),
        // It asks for more than one press can say.
        onError: (error) => problemOf(error)?.status === 422 && go(to),
      },
    );
  };
  return (
    <li>
      <div className="stack tight">
        <span className="row between small">
          <span className="tag owed">{say.named('owes', owes)}</span>
          {notice.due !== null && <Countdown until={notice.due} about={notice.title ?? undefined} />}
        </span>
        <Link href={to} className="title">
          <Their>{notice.title ?? say.named('kinds', notice.process)}</Their>
        </Link>
      </div>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <div className="row">
        {press?.values
          .filter((value) => withoutWords(press.field, value))
          .map((value) => (
            <Press
              key={String(value)}
              className={`button small ${String(value)}`}
              isDisabled={sending.isPending}
              onClick={() => send(value)}
            >
              {say.named('choice', String(value))}
            </Press>
          ))}
        <Link href={to} className="button small quiet">
          {press === null ? say('home.open') : say('home.read-first')}
        </Link>
      </div>
    </li>
  );
}
