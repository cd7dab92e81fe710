/** What has happened since I last looked; looking is said by a press, so that nothing is lost by a glance. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { act, type Schemas } from '../../data/client.ts';
import { pageOf } from '../../data/council.ts';
import { useRead } from '../../data/reading.ts';
import { Their } from '../../parts/people.tsx';
import { Loading } from '../../parts/states.tsx';
import { When } from '../../parts/when.tsx';
import { Press } from '../../parts/press.tsx';
import { useSay } from '../../words/words.tsx';

/** Notices of one look. */
const most = 40;
/** Decisions that are shown. */
const decisions = 6;
/** Entries of one decision that are told, the newest first. */
const each = 3;

export function Changes() {
  const say = useSay();
  const client = useQueryClient();
  const { data } = useRead('/v1/inbox', { query: { limit: most } });
  const unread = (data?.items ?? []).filter(({ readAt }) => readAt === null);
  const reading = useMutation({
    mutationFn: () =>
      Promise.all(unread.map(({ id }) => act({ method: 'POST', path: `/v1/inbox/${id}/read`, body: {} }))),
    onSettled: () => client.invalidateQueries({ queryKey: ['/v1/inbox'] }),
  });
  return (
    <section className="stack" aria-labelledby="changes">
      <div className="row between whole">
        <h2 id="changes">
          {say('home.changes')} {(data?.unread ?? 0) > 0 && <span className="tag owed">{data?.unread}</span>}
        </h2>
        {unread.length > 0 && (
          <Press
            className="button small quiet"
            isDisabled={reading.isPending}
            onClick={() => reading.mutate()}
          >
            {say('home.read')}
          </Press>
        )}
      </div>
      {data === undefined ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <p className="soft small">{say('home.changes.none')}</p>
      ) : (
        <ul className="plain list feed">
          {byDecision(data.items)
            .slice(0, decisions)
            .map((notices) => (
              <Told key={notices[0]?.id} notices={notices} />
            ))}
        </ul>
      )}
    </section>
  );
}

type Notices = readonly Schemas['Notice'][];

/** Decisions by their newest notice; of each what happened in it. */
function byDecision(notices: Notices): readonly Notices[] {
  const groups = new Map<string, Schemas['Notice'][]>();
  for (const notice of notices) groups.set(notice.decision, [...(groups.get(notice.decision) ?? []), notice]);
  return [...groups.values()];
}

function Told({ notices }: { readonly notices: Notices }) {
  const say = useSay();
  const [newest] = notices;
  if (newest === undefined) return null;
  const shown = notices.filter(({ kind }, place) => notices.findIndex((one) => one.kind === kind) === place);
  return (
    <li className="small">
      <Link href={pageOf(newest.process, newest.decision)} className="title">
        <Their>{newest.title ?? say.named('kinds', newest.process)}</Their>
      </Link>
      <ul className="plain stack tight">
        {shown.slice(0, each).map((notice) => (
          <li key={notice.id} className="row between">
            <span className={notice.readAt === null ? 'unread' : 'soft'}>
              {notice.readAt === null && <span className="hidden">{say('home.unread')} </span>}
              <bdi dir="auto">{notice.words}</bdi>
            </span>
            <span className="soft">
              <When at={notice.at} style="relative" />
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
