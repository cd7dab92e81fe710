/** The page of a proposal: the way it takes, what it says, what is said of it, how it stands, and what proves it. */
import '../../styles/decision.css';
import { Link } from 'wouter';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { CharterDocument } from '../../../charter/schema.ts';
import type { Schemas } from '../../data/client.ts';
import { pageOfLink } from '../../data/council.ts';
import { useList, useRead } from '../../data/reading.ts';
import { wayOf } from '../../data/way.ts';
import { Acts } from '../../parts/forms/acts.tsx';
import { Follow } from '../../parts/follow.tsx';
import { Page } from '../../parts/page.tsx';
import { Person, Their } from '../../parts/people.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Proof } from '../../parts/proof.tsx';
import { Rail } from '../../parts/rail.tsx';
import { Loading } from '../../parts/states.tsx';
import { type Entry, Timeline } from '../../parts/timeline.tsx';
import { useSay } from '../../words/words.tsx';
import { Answer } from './answer.tsx';
import { Discussion } from './discussion.tsx';
import { Endorsement } from './endorsement.tsx';
import { Interests } from './interests.tsx';
import { LookedBack } from './looked-back.tsx';
import { Outcome } from './outcome.tsx';
import { Outlook } from './outlook.tsx';
import { Preferences } from './preferences.tsx';
import { Representation } from './representation.tsx';
import { Requirements } from './requirements.tsx';
import { TextOf } from './text.tsx';
import { Vote } from './vote.tsx';

export type Proposal = Schemas['Proposal'];

/** Acts that have a place of their own on the page. */
const placed = [
  'ballot',
  'position',
  'preferences',
  'statements',
  'edit',
  'endorsements',
  'interests',
  'disclosures',
];

export default function Decision({ id }: { readonly id: string }) {
  const proposal = useRead('/v1/proposals/{id}', { path: { id } });
  if (proposal.data === undefined)
    return proposal.error === null ? <Loading lines={6} /> : <ProblemNotice error={proposal.error} />;
  return <Shown proposal={proposal.data} />;
}

function Shown({ proposal }: { readonly proposal: Proposal }) {
  const say = useSay();
  const { id, title, category, tier, author, steward, stage, can, outcome, links } = proposal;
  const charter = useRead('/v1/charter/versions/{n}', { path: { n: proposal.charterVersion } });
  const timeline = useList('/v1/proposals/{id}/timeline', { path: { id } });
  const entries = timeline.items as unknown as readonly Entry[];
  const steps = wayOf(proposal, entries, charter.data?.document as CharterDocument | undefined);
  const wasVoted = entries.some(({ kind }) => kind === 'voting-opened');
  return (
    <Page
      title={title ?? say('decision.untitled')}
      about={
        <div className="row small">
          <span className="tag stage">{say.named('stage', stage)}</span>
          <span className="tag">
            <Their>{category}</Their>
          </span>
          <span className="tag">{say('decision.tier', { tier: say.named('tier', String(tier)) })}</span>
          {author !== null && (
            <span>
              {say('decision.by')} <Person id={author} link />
              {steward !== null && (
                <>
                  {' '}
                  ({say('decision.steward')} <Person id={steward} link />)
                </>
              )}
            </span>
          )}
          {links.map((link) => (
            <Link key={link.id + link.relation} href={pageOfLink(link)}>
              {say.named('relation-to', link.relation)}
            </Link>
          ))}
        </div>
      }
      aside={
        can.includes('edit') ? (
          <Link href={`/propose/${id}`} className="button">
            {say('decision.edit')}
          </Link>
        ) : outcome === null ? (
          <Follow id={id} />
        ) : undefined
      }
    >
      <div className="process">
        <div className="stack wide">
          <Outcome proposal={proposal} />
          <LookedBack proposal={proposal} />
          <Endorsement proposal={proposal} />
          <Interests proposal={proposal} />
          <Representation proposal={proposal} />
          <Answer proposal={proposal} />
          <Tabs
            defaultSelectedKey={stage === 'voting' || (outcome !== null && wasVoted) ? 'vote' : 'text'}
            className="stack"
          >
            <TabList className="tabs" aria-label={say('decision.parts')}>
              <Tab className="tab" id="text">
                {say('decision.text')}
              </Tab>
              <Tab className="tab" id="discussion">
                {say('decision.discussion')}
              </Tab>
              <Tab className="tab" id="preferences">
                {say('decision.preferences')}
              </Tab>
              <Tab className="tab" id="vote">
                {say('decision.vote')}
              </Tab>
              <Tab className="tab" id="happened">
                {say('decision.happened')}
              </Tab>
              <Tab className="tab" id="record">
                {say('decision.record')}
              </Tab>
            </TabList>
            <TabPanel id="text">
              <TextOf proposal={proposal} />
            </TabPanel>
            <TabPanel id="discussion">
              <Discussion proposal={proposal} />
            </TabPanel>
            <TabPanel id="preferences">
              <Preferences proposal={proposal} />
            </TabPanel>
            <TabPanel id="vote">
              <Vote proposal={proposal} wasOpened={wasVoted} />
            </TabPanel>
            <TabPanel id="happened">
              <Timeline
                entries={entries}
                isKnown={timeline.isKnown}
                more={timeline.hasNextPage ? () => void timeline.fetchNextPage() : undefined}
              />
            </TabPanel>
            <TabPanel id="record">
              <Proof id={id} endedAt={proposal.endedAt} />
            </TabPanel>
          </Tabs>
        </div>
        <aside className="aside stack">
          <Rail steps={steps} title={title} />
          <Outlook proposal={proposal} />
          <Requirements proposal={proposal} />
          <Acts kind="proposal" id={id} can={can} version={proposal.version} without={placed} />
        </aside>
      </div>
    </Page>
  );
}
