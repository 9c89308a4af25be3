import type { SentenceGroup } from './sentence-groups.ts';

const title = '合同审批：办公设备采购';

/** What people hear of third-party approvals. */
export const EXTERNAL_SENTENCES: readonly SentenceGroup[] = [
  {
    title: 'Approvals of other systems',
    sentences: [
      { key: 'external.summary', when: 'In the list of chats', params: { what: '待你审批', title } },
      {
        key: 'field.line',
        when: 'The first fields of the form, also on a status card',
        params: { name: '金额', value: '12万元' },
      },
      { key: 'external.task.PENDING', when: 'To an approver' },
      { key: 'external.task.APPROVED', when: 'The same card, once it is approved' },
      { key: 'external.task.REJECTED', when: 'The same card, once it is rejected' },
      { key: 'external.task.TRANSFERRED', when: 'The same card, once somebody else is asked' },
      { key: 'external.task.DONE', when: 'The same card, once nobody is asked any more' },
      { key: 'external.copied', when: 'To whom it is copied' },
      { key: 'external.read', when: 'The same card, once it is read' },
      { key: 'external.end.APPROVED', when: 'To its initiator, at the end' },
      { key: 'external.end.REJECTED', when: 'To its initiator, at the end' },
      { key: 'external.end.CANCELED', when: 'To its initiator, at the end' },
      { key: 'external.end.TERMINATED', when: 'To its initiator, at the end' },
      { key: 'status.TERMINATED', when: 'State of such an approval' },
      { key: 'unread.mark_read', when: 'Button of a copy' },
      { key: 'toast.marked_read', when: 'After the click' },
      { key: 'toast.marked_before', when: 'After another one' },
      { key: 'toast.mark_not_yours', when: "On a card about somebody else's copy" },
      { key: 'unread.note_mark', when: 'Below a list that has such copies' },
      { key: 'receipt.had_it', when: 'On a receipt: who had a copy before', params: { people: '李华' } },
      { key: 'cc.had_it', when: 'All of them had one' },
      { key: 'cc.full', when: 'There is no room for more', params: { count: 198, max: 200 } },
    ],
  },
];
