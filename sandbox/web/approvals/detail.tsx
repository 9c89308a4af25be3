import { useEffect, useState } from 'preact/hooks';
import type { ApprovalDetail, Decision } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { as, language, nameOf, openApproval, state, t, versions } from '../store.ts';
import { inLanguage } from '../texts.ts';
import { dateAndTime } from '../time.ts';
import { complain } from '../toasts.ts';
import { Status } from './status.tsx';
import { Timeline } from './timeline.tsx';

const BUTTONS: Readonly<Record<Decision, string>> = {
  approve: 'primary_filled',
  reject: 'danger',
  withdraw: 'default',
};

/** The page of an instance. Opening it is what marks a copy as read. */
function useDetail(code: string) {
  const [detail, setDetail] = useState<ApprovalDetail>();
  const version = versions.value.approvals;
  useEffect(() => {
    const opened = api.openApproval(as.value, code);
    void opened.then(setDetail, (error) => {
      openApproval.value = undefined;
      complain(error);
    });
  }, [code, version]);
  return { detail, setDetail };
}

function Decide({ detail, done }: { detail: ApprovalDetail; done(detail: ApprovalDetail): void }) {
  const [comment, setComment] = useState('');
  const decide = (decision: Decision) => {
    void api.decide(as.value, detail.instance_code, decision, comment).then(done, complain);
    setComment('');
  };
  if (detail.may.length === 0) return null;
  return (
    <footer class="decide">
      {detail.may.includes('approve') && (
        <input
          value={comment}
          placeholder={t('comment')}
          aria-label={t('comment')}
          maxLength={500}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      )}
      {detail.may.map((decision) => (
        <button
          key={decision}
          type="button"
          class={`button button-${BUTTONS[decision]}`}
          onClick={() => decide(decision)}
        >
          {t(decision)}
        </button>
      ))}
    </footer>
  );
}

function Form({ detail }: { detail: ApprovalDetail }) {
  return (
    <dl class="approval-form">
      <dt>{t('serial')}</dt>
      <dd>{detail.serial_number}</dd>
      {detail.form.map(({ name, value }) => [
        <dt key={`dt ${name.zh_cn}`}>{inLanguage(name, language.value)}</dt>,
        <dd key={`dd ${name.zh_cn}`}>{inLanguage(value, language.value)}</dd>,
      ])}
      {detail.link && (
        <>
          <dt />
          <dd>
            <a href={detail.link} target="_blank" rel="noreferrer">
              {t('open_outside')} <Icon name="outside" size={13} />
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}

function Head({ detail }: { detail: ApprovalDetail }) {
  const leave = () => {
    openApproval.value = undefined;
  };
  const name = nameOf(detail.initiator);
  return (
    <header class="pane-head">
      <button type="button" class="plain back" onClick={leave} aria-label={t('back')}>
        <Icon name="back" />
      </button>
      <Avatar name={name} size={40} />
      <div>
        <h2>
          {inLanguage(detail.name, language.value)} <Status status={detail.status} />
        </h2>
        <small>
          {t('initiator')} {name} · {dateAndTime(detail.at)}
        </small>
      </div>
    </header>
  );
}

export function ApprovalPage({ code }: { code: string }) {
  const { detail, setDetail } = useDetail(code);
  if (detail === undefined || state.value === undefined) return <main class="pane" aria-busy="true" />;
  return (
    <main class="pane" aria-label={inLanguage(detail.name, language.value)}>
      <Head detail={detail} />
      <div class="approval-body">
        <Form detail={detail} />
        {detail.waiting.length > 0 && (
          <p class="waiting">{t('waiting_for', { names: detail.waiting.map(nameOf).join(', ') })}</p>
        )}
        <Timeline detail={detail} />
      </div>
      <Decide detail={detail} done={setDetail} />
    </main>
  );
}
