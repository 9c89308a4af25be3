import type { InLanguages, Language } from '../page/protocol.ts';

type Texts = Readonly<Record<string, readonly [zh: string, en: string, ja: string]>>;

const TEXTS = {
  messages: ['消息', 'Messages', 'メッセージ'],
  approvals: ['审批', 'Approvals', '承認'],
  developer: ['开发者', 'Developer', '開発者'],
  theme: ['切换深浅色', 'Light or dark', '明暗を切り替え'],
  i_am: ['我是谁', 'I am', '自分'],
  new_tab: ['在新标签页中打开', 'Open in a new tab', '新しいタブで開く'],
  bot: ['机器人', 'Bot', 'ボット'],
  group_of: ['{n} 人', '{n} people', '{n} 人'],
  no_bot_here: ['机器人不在这个群里', 'The bot is not in this group', 'ボットはこのグループにいません'],
  welcome: ['试试这些命令', 'Try one of these', '次のコマンドを試してみてください'],
  pick_chat: ['选择一个会话', 'Choose a conversation', '会話を選択'],
  write_to: ['发送给 {name}', 'Message {name}', '{name} へのメッセージ'],
  send: ['发送', 'Send', '送信'],
  reply: ['回复', 'Reply', '返信'],
  reply_to: ['回复 {name}', 'Reply to {name}', '{name} に返信'],
  recall: ['撤回', 'Recall', '取り消す'],
  recalled: ['{name} 撤回了一条消息', '{name} recalled a message', '{name} がメッセージを取り消しました'],
  cancel: ['取消', 'Cancel', 'キャンセル'],
  confirm: ['确定', 'Confirm', '確定'],
  close: ['关闭', 'Close', '閉じる'],
  back: ['返回', 'Back', '戻る'],
  picture: ['[图片]', '[Picture]', '[画像]'],
  file: ['[文件]', '[File]', '[ファイル]'],
  card: ['[卡片]', '[Card]', '[カード]'],
  add_picture: ['图片', 'Picture', '画像'],
  add_file: ['文件', 'File', 'ファイル'],
  mention: ['提及成员', 'Mention', 'メンション'],
  everyone: ['所有人', 'Everyone', '全員'],
  earlier: ['更早的消息', 'Earlier messages', '以前のメッセージ'],
  new_messages: ['回到最新', 'Latest messages', '最新へ'],
  not_told: ['未送达机器人', 'Has not reached the bot', 'ボットに届いていません'],
  told_later: [
    '未送达机器人（{error}），会重新推送',
    'Has not reached the bot ({error}); it is sent again',
    'ボットに届いていません（{error}）。再送されます',
  ],
  offline: [
    '与沙箱的连接断开，正在重连…',
    'Lost the sandbox; connecting again…',
    'サンドボックスに再接続しています…',
  ],
  bot_stopped: ['机器人已停止', 'The bot is stopped', 'ボットは停止しています'],
  bot_starting: ['机器人正在启动…', 'The bot is starting…', 'ボットを起動しています…'],
  went_wrong: [
    '出错了，请稍后重试',
    'Something went wrong, please try again later',
    'エラーが発生しました。後でもう一度お試しください',
  ],
  required: ['请填写此项', 'Please fill this in', '入力してください'],
  choose: ['请选择', 'Choose', '選択してください'],
  search: ['搜索', 'Search', '検索'],
  nobody: ['没有匹配的人', 'Nobody found', '該当者なし'],
  nothing: ['没有匹配项', 'Nothing found', '該当なし'],
  more: ['更多', 'More', 'その他'],
  previous: ['上一页', 'Previous', '前へ'],
  next: ['下一页', 'Next', '次へ'],
  cannot_draw: [
    '这里画不出组件 {tag}',
    'The element {tag} can’t be drawn here',
    '要素 {tag} はここでは表示できません',
  ],
  would_open: ['飞书会打开：{url}', 'Feishu would open: {url}', 'Feishu が開くもの：{url}'],
  todo: ['待处理', 'To do', '未処理'],
  done: ['已处理', 'Done', '処理済み'],
  cc: ['抄送我', 'CC to me', '自分宛の共有'],
  mine: ['已发起', 'Submitted', '自分の申請'],
  unread: ['未读', 'Unread', '未読'],
  empty: ['暂无内容', 'Nothing here', '何もありません'],
  pick_approval: ['选择一条审批', 'Choose an approval', '承認を選択'],
  approve: ['同意', 'Approve', '承認'],
  reject: ['拒绝', 'Reject', '却下'],
  withdraw: ['撤回', 'Withdraw', '取り下げ'],
  comment: ['意见（选填）', 'Comment (optional)', 'コメント（任意）'],
  serial: ['审批编号', 'Number', '承認番号'],
  initiator: ['发起人', 'Submitted by', '申請者'],
  waiting_for: ['等待 {names} 审批', 'Waiting for {names}', '{names} の承認待ち'],
  progress: ['流程', 'Progress', '経過'],
  open_outside: ['在第三方系统中打开', 'Open in its own system', '外部システムで開く'],
  PENDING: ['审批中', 'In progress', '承認中'],
  APPROVED: ['已通过', 'Approved', '承認済み'],
  REJECTED: ['已拒绝', 'Rejected', '却下'],
  CANCELED: ['已撤回', 'Withdrawn', '取り下げ'],
  DELETED: ['已删除', 'Deleted', '削除済み'],
  START: ['发起', 'submitted', '申請'],
  PASS: ['同意', 'approved', '承認'],
  REJECT: ['拒绝', 'rejected', '却下'],
  CANCEL: ['撤回', 'withdrew', '取り下げ'],
  CC: ['抄送给 {names}', 'copied to {names}', '{names} に共有'],
  COMMENT: ['评论', 'commented', 'コメント'],
  just_now: ['刚刚', 'just now', 'たった今'],
  yesterday: ['昨天', 'Yesterday', '昨日'],
} satisfies Texts;

export type TextKey = keyof typeof TEXTS;

const COLUMN: Readonly<Record<Language, number>> = { zh_cn: 0, en_us: 1, ja_jp: 2 };

/** Reads such a table: one of its texts in a language, with the values of that name in the place of `{name}`. */
export function reader<Key extends string>(texts: Readonly<Record<Key, readonly string[]>>) {
  return (language: Language, key: Key, values: Record<string, string | number> = {}): string => {
    const found = texts[key][COLUMN[language]] ?? key;
    return found.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
  };
}

/** One of the page's own texts. */
export const text = reader<TextKey>(TEXTS);

export const hasText = (key: string): key is TextKey => key in TEXTS;

export const inLanguage = (texts: Partial<InLanguages>, language: Language): string =>
  texts[language] ?? texts.zh_cn ?? Object.values(texts)[0] ?? '';
