/** The session is over: what is being written stays, and the way in leads back here. */
import { useState } from 'react';
import { useSay } from '../words/words.tsx';
import { Over } from './dialog.tsx';
import { signInAddress } from './landing.tsx';

export default function Expired() {
  const say = useSay();
  const [isClosed, setIsClosed] = useState(false);
  if (isClosed)
    return (
      <div className="toasts">
        <a className="button primary" href={signInAddress()}>
          {say('expired.again')}
        </a>
      </div>
    );
  return (
    <Over title={say('expired.title')} close={() => setIsClosed(true)}>
      <p>{say('expired.about')}</p>
      <div className="row">
        <a className="button primary" href={signInAddress()}>
          {say('expired.again')}
        </a>
        <button type="button" className="button quiet" onClick={() => setIsClosed(true)}>
          {say('expired.stay')}
        </button>
      </div>
    </Over>
  );
}
