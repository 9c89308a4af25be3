import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { ApprovalList, ApprovalLists, ApprovalRow } from '../../page/protocol.ts';
import { api } from '../api.ts';
import { as, language, nameOf, openApproval, state, t, versions } from '../store.ts';
import { Tab } from '../tab.tsx';
import { inLanguage } from '../texts.ts';
import { whenShort } from '../time.ts';
import { complain } from '../toasts.ts';
import { ApprovalPage } from './detail.tsx';
import { Status } from './status.tsx';

const LISTS: readonly ApprovalList[] = ['todo', 'done', 'cc', 'mine'];
const shown = signal<ApprovalList>('todo');

/** The lists of this person, loaded anew whenever an approval changes. */
function useLists(): ApprovalLists | undefined {
  const [lists, setLists] = useState<ApprovalLists>();
  const person = as.value;
  const version = versions.value.approvals;
  useEffect(() => {
    void api.approvals(person).then(setLists, complain);
  }, [person, version]);
  return lists;
}

/** Turns to a list that has the opened entry, for one that a card has opened. */
function useRightList(lists: ApprovalLists | undefined): void {
  const code = openApproval.value;
  useEffect(() => {
    const has = (list: ApprovalList) => lists?.[list].some((row) => row.instance_code === code) ?? false;
    if (code === undefined || has(shown.value)) return;
    const right = LISTS.find(has);
    if (right) shown.value = right;
  }, [code, lists]);
}

function Entry({ row }: { row: ApprovalRow }) {
  const open = () => {
    openApproval.value = row.instance_code;
  };
  return (
    <li>
      <button
        type="button"
        class="approval-row"
        aria-current={openApproval.value === row.instance_code}
        onClick={open}
      >
        <span class="approval-top">
          {row.unread && <b class="dot" role="img" aria-label={t('unread')} />}
          <strong>{inLanguage(row.name, language.value)}</strong>
          <Status status={row.status} />
        </span>
        <span class="approval-summary">{inLanguage(row.summary, language.value)}</span>
        <span class="approval-meta">
          {nameOf(row.initiator)} · <time>{whenShort(row.at)}</time>
        </span>
      </button>
    </li>
  );
}

function Tabs({ lists }: { lists: ApprovalLists | undefined }) {
  const count = (list: ApprovalList) => {
    if (list === 'todo') return lists?.todo.length;
    return list === 'cc' ? lists?.cc.filter((row) => row.unread).length : 0;
  };
  return (
    <div class="tabs" role="tablist">
      {LISTS.map((list) => (
        <Tab
          key={list}
          selected={shown.value === list}
          onSelect={() => {
            shown.value = list;
          }}
        >
          {t(list)}
          {Boolean(count(list)) && <b class="badge">{count(list)}</b>}
        </Tab>
      ))}
    </div>
  );
}

/** What waits for this person, what they have done, what was copied to them, and what they have asked for. */
export function ApprovalCentre() {
  const lists = useLists();
  useRightList(lists);
  const rows = lists?.[shown.value] ?? [];
  return (
    <>
      <aside class="list-pane" aria-label={t('approvals')}>
        <header class="list-head">
          <h1>{t('approvals')}</h1>
          <Tabs lists={lists} />
        </header>
        <ul class="list" role="tabpanel">
          {rows.map((row) => (
            <Entry key={row.key} row={row} />
          ))}
          {lists && rows.length === 0 && <li class="empty">{t('empty')}</li>}
        </ul>
      </aside>
      {openApproval.value === undefined ? (
        <main class="pane pane-empty">{t('pick_approval')}</main>
      ) : (
        <ApprovalPage key={`${state.value?.me} ${openApproval.value}`} code={openApproval.value} />
      )}
    </>
  );
}
