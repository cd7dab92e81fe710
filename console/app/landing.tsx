/** What somebody sees who is not signed in: what this is, and the way in, which leads back to where they wanted to go. */
import icon from '../styles/icon.svg';
import { act, type Answers } from '../data/client.ts';
import { forgetEarly } from '../data/early.ts';
import { useRead } from '../data/reading.ts';
import { useSay } from '../words/words.tsx';

export const signInAddress = (): string =>
  `/v1/session/login?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`;

/** Ends the session, and goes where the provider ends its own. */
export async function signOut(): Promise<void> {
  forgetEarly();
  const { to } = (await act({ method: 'POST', path: '/v1/session/logout' })) as { to: string };
  location.assign(to);
}

export function Landing({ session }: { readonly session: Answers['/v1/session'] | null }) {
  const say = useSay();
  const { data: charter } = useRead('/v1/charter');
  const name = (charter?.document as { name?: string } | undefined)?.name;
  return (
    <main className="landing">
      <div>
        <img src={icon} alt="" />
        <h1>{say('landing.title')}</h1>
        <p className="soft">{say('landing.about')}</p>
        {session !== null && (
          <p className="notice warn">{say('landing.not-linked', { subject: session.subject })}</p>
        )}
        <div className="row">
          {session === null ? (
            <a className="button primary" href={signInAddress()}>
              {say('landing.sign-in')}
            </a>
          ) : (
            <button type="button" className="button" onClick={() => void signOut()}>
              {say('me.sign-out')}
            </button>
          )}
          <a className="button quiet" href="/v1/charter">
            {name === undefined ? say('landing.charter') : say('landing.charter-named', { name })}
          </a>
        </div>
      </div>
    </main>
  );
}
