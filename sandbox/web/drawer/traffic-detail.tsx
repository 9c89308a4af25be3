import { useEffect, useState } from 'preact/hooks';
import type { TrafficDetail } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { d } from '../store.ts';
import { complain } from '../toasts.ts';
import { edit } from './custom-event.tsx';
import { Json } from './json.tsx';

type Answer = TrafficDetail['answers'][number];

function AnswerView({ answer, n, of }: { answer: Answer; n: number; of: number }) {
  const { status, error, ms, body } = answer;
  return (
    <>
      <h4>
        {d('answer')}
        {of > 1 && ` · ${d('attempt', { n })}`} <span>{status ?? error}</span>{' '}
        {ms !== undefined && <small>{Math.round(ms)} ms</small>}
      </h4>
      {body !== undefined && <Json value={body} />}
    </>
  );
}

function Verdict({ signature }: { signature: NonNullable<TrafficDetail['signature']> }) {
  return (
    <p class={`verdict verdict-${signature}`}>
      {d('signature')}: {d(signature)}
    </p>
  );
}

function Acts({ detail }: { detail: TrafficDetail }) {
  if (detail.kind === 'call') return null;
  return (
    <p class="detail-acts">
      <button
        type="button"
        class="button button-small"
        onClick={() => void api.resend(detail.id).catch(complain)}
      >
        {d('resend')}
      </button>
      <button type="button" class="button button-small" onClick={() => edit(detail.request.body)}>
        {d('edit')}
      </button>
    </p>
  );
}

/** All that is known of one exchange. `version` changes when more is known. */
export function TrafficDetailView({ id, version }: { id: string; version: string }) {
  const [detail, setDetail] = useState<TrafficDetail>();
  useEffect(() => {
    void api.trafficDetail(id).then(setDetail, complain);
  }, [id, version]);
  if (detail === undefined) return null;
  const { request, answers, signature, note } = detail;
  return (
    <div class="traffic-detail">
      {signature && <Verdict signature={signature} />}
      {note && <p class="note">{note}</p>}
      <Acts detail={detail} />
      <h4>{d('request')}</h4>
      {request.body !== undefined && <Json value={request.body} />}
      <details>
        <summary>{d('headers')}</summary>
        <Json value={request.headers} />
      </details>
      {answers.map((answer, index) => (
        <AnswerView key={`${answer.at} ${index}`} answer={answer} n={index + 1} of={answers.length} />
      ))}
      {answers.length === 0 && <p>{d('waiting')}</p>}
    </div>
  );
}
