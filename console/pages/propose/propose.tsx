/** Proposing: a form that says what each part is for, what follows from the category at once, and keeps what is half written. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { CharterDocument } from '../../../charter/schema.ts';
import { alternativesAllowed } from '../../../rules/proposal/options.ts';
import { useKinds, useMe } from '../../data/council.ts';
import { useDraft } from '../../data/drafts.ts';
import { useAct, useRead } from '../../data/reading.ts';
import { categoryOf } from '../../data/way.ts';
import { tell } from '../../parts/announcer.tsx';
import { Choices, SelectInput, TextInput } from '../../parts/forms/fields.tsx';
import { MembersInput } from '../../parts/forms/members-input.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice, problemOf } from '../../parts/problem.tsx';
import type { Schema } from '../../parts/forms/schema.ts';
import { Loading } from '../../parts/states.tsx';
import { useSay } from '../../words/words.tsx';
import { ActionField } from './action-field.tsx';
import { Alternatives } from './alternatives.tsx';
import { useAnew } from './anew.ts';
import { Beside } from './beside.tsx';
import { Follows } from './follows.tsx';
import { Named } from './named.tsx';
import { bodyOf, draftOf, type Draft } from './draft.ts';

export default function Propose({ draft: id }: { readonly draft?: string | undefined }) {
  const charter = useRead('/v1/charter');
  const anew = useAnew();
  const proposal = useRead('/v1/proposals/{id}', { path: { id: id ?? '' } }, { when: id !== undefined });
  const opening = useKinds().find(({ kind }) => kind === 'proposal')?.openings[0];
  const isDraftKnown = id === undefined ? anew.isKnown : proposal.data !== undefined;
  const error = proposal.error ?? anew.error;
  if (charter.data === undefined || opening === undefined || !isDraftKnown)
    return error !== null ? <ProblemNotice error={error} /> : <Loading lines={6} />;
  return (
    <Form
      key={anew.name}
      id={id}
      name={id ?? anew.name}
      stored={proposal.data === undefined ? anew.draft : draftOf(proposal.data)}
      charter={charter.data.document as unknown as CharterDocument}
      pace={charter.data.pace}
      schema={opening.body}
    />
  );
}

interface Props {
  readonly id: string | undefined;
  /** Under which it is kept while it is written. */
  readonly name: string;
  readonly stored: Draft;
  readonly charter: CharterDocument;
  readonly pace: number;
  readonly schema: Schema;
}

function Form({ id, name, stored, charter, pace, schema }: Props) {
  const say = useSay();
  const me = useMe();
  const [, go] = useLocation();
  const { value, change, clear, isKept } = useDraft<Draft>(me.id, `propose/${name}`, stored);
  const [isTried, setIsTried] = useState(false);
  const sending = useAct(id);
  const set = (part: Partial<Draft>) => change({ ...value, ...part });
  const category = categoryOf(charter, value.category);
  const faults = new Map(
    (problemOf(sending.error)?.errors ?? []).map(({ path, message }) => [path, message]),
  );
  const missing = (text: string, path: string): string | undefined =>
    faults.get(path) ?? (isTried && text.trim() === '' ? say('propose.missing') : undefined);
  const send = async (isDraft: boolean) => {
    setIsTried(!isDraft);
    const body = bodyOf(value);
    const answer = (await (id === undefined
      ? sending.mutateAsync({
          method: 'POST',
          path: '/v1/proposals',
          body: { category: value.category, ...body, ...(isDraft && { draft: true }) },
        })
      : sending.mutateAsync({ method: 'PATCH', path: `/v1/proposals/${id}`, body }))) as { id?: string };
    const made = id ?? answer.id ?? '';
    const waits = typeof value.startsAt === 'string';
    if (id !== undefined && !isDraft && !waits)
      await sending.mutateAsync({ method: 'POST', path: `/v1/proposals/${id}/submission`, body: {} });
    clear();
    tell(say(isDraft ? 'propose.saved' : waits ? 'propose.waits' : 'propose.submitted'));
    go(`/decisions/${made}`);
  };
  const names = Object.keys(charter.categories).filter((name) => name !== 'veto-question');
  return (
    <Page
      title={say(id === undefined ? 'propose.title' : 'propose.title.draft')}
      about={<p>{say('propose.about')}</p>}
    >
      <div className="process">
        <form
          className="stack wide"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send(false).catch(() => window.scrollTo({ top: 0 }));
          }}
        >
          {sending.error !== null && <ProblemNotice error={sending.error} />}
          <SelectInput
            label={say('field.category')}
            help={say('propose.category.help')}
            required
            fault={missing(value.category, '/category')}
            value={value.category}
            onChange={(next) => id === undefined && set({ category: next, action: { type: 'none' } })}
            options={[
              ...(value.category === '' ? [{ value: '', label: say('form.choose') }] : []),
              ...names.map((name) => ({
                value: name,
                label: name,
                group: say.named('tier', String(categoryOf(charter, name)?.tier ?? '')),
              })),
            ]}
          />
          <TextInput
            label={say('field.title')}
            required
            longest={200}
            fault={missing(value.title, '/title')}
            help={say('propose.title.help')}
            value={value.title}
            onChange={(title) => set({ title })}
          />
          <TextInput
            label={say('field.text')}
            required
            lines="many"
            longest={50_000}
            fault={missing(value.text, '/text')}
            help={say('propose.text.help')}
            value={value.text}
            onChange={(text) => set({ text })}
          />
          <TextInput
            label={say('field.rationale')}
            required
            lines="some"
            longest={20_000}
            fault={missing(value.rationale, '/rationale')}
            help={say('propose.rationale.help')}
            value={value.rationale}
            onChange={(rationale) => set({ rationale })}
          />
          <fieldset className="stack">
            <legend className="label">{say('field.impact')}</legend>
            <Choices
              label={say('text.affected')}
              value={value.affected === 'everyone' ? 'everyone' : 'some'}
              onChange={(said) => set({ affected: said === 'everyone' ? 'everyone' : [] })}
              options={[
                { value: 'everyone', label: say('text.everyone') },
                { value: 'some', label: say('propose.some') },
              ]}
            />
            {value.affected !== 'everyone' && (
              <MembersInput
                label={say('propose.who')}
                value={value.affected}
                onChange={(affected) => set({ affected })}
              />
            )}
            <TextInput
              label={say('propose.impact')}
              required
              lines="some"
              longest={5_000}
              fault={missing(value.impact, '/impact/statement')}
              help={say('propose.impact.help')}
              value={value.impact}
              onChange={(impact) => set({ impact })}
            />
          </fieldset>
          <Alternatives
            least={charter.alternatives.least}
            most={alternativesAllowed(charter)}
            value={value.alternatives}
            isTried={isTried}
            onChange={(alternatives) => set({ alternatives })}
          />
          <Beside value={value} isPersonal={category?.tier === 1} faults={faults} onChange={set} />
          <ActionField
            schema={schema}
            permitted={category?.actions ?? ['none']}
            charter={charter}
            value={value.action}
            faults={faults}
            onChange={(action) => set({ action })}
          />
          <Named category={category} value={value} onChange={set} />
          <div className="row">
            <button
              type="submit"
              className="button primary"
              disabled={sending.isPending || value.category === ''}
            >
              {say('propose.submit')}
            </button>
            <button
              type="button"
              className="button"
              disabled={sending.isPending || value.category === ''}
              onClick={() => void send(true).catch(() => window.scrollTo({ top: 0 }))}
            >
              {say('propose.save')}
            </button>
            {isKept && (
              <>
                <span className="small soft">{say('form.kept')}</span>
                <button type="button" className="button quiet small" onClick={clear}>
                  {say('form.discard')}
                </button>
              </>
            )}
          </div>
        </form>
        <aside className="aside">
          <Follows charter={charter} name={value.category} action={value.action} pace={pace} />
        </aside>
      </div>
    </Page>
  );
}
