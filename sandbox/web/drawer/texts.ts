import { language } from '../store.ts';
import { reader } from '../texts.ts';

const TEXTS = {
  traffic: ['往来', 'Traffic', '通信'],
  event: ['发送事件', 'Send an event', 'イベント送信'],
  faults: ['故障', 'Faults', '障害'],
  time: ['时间与机器人', 'Time and bot', '時間とボット'],
  gallery: ['卡片库', 'Gallery', 'ギャラリー'],
  filter: ['筛选', 'Filter', '絞り込み'],
  clear: ['清空', 'Clear', 'クリア'],
  none_yet: [
    '还没有往来。发一条消息试试。',
    'Nothing yet. Send a message.',
    'まだありません。メッセージを送ってみてください。',
  ],
  request: ['请求', 'Request', 'リクエスト'],
  answer: ['响应', 'Answer', '応答'],
  headers: ['请求头', 'Headers', 'ヘッダー'],
  signature: ['签名', 'Signature', '署名'],
  valid: ['有效', 'valid', '有効'],
  wrong: ['错误', 'wrong', '不正'],
  missing: ['缺失', 'missing', 'なし'],
  resend: ['重新发送', 'Send again', '再送'],
  edit: ['编辑后发送', 'Edit and send', '編集して送信'],
  waiting: ['等待中…', 'waiting…', '待機中…'],
  attempt: ['第 {n} 次', 'attempt {n}', '{n} 回目'],
  payload: ['事件内容（JSON）', 'Payload (JSON)', 'ペイロード（JSON）'],
  send: ['发送', 'Send', '送信'],
  sent: ['已发送', 'Sent', '送信しました'],
  bad_json: ['不是合法的 JSON', 'Not valid JSON', 'JSON として正しくありません'],
  now: ['沙箱时间', 'Time in the sandbox', 'サンドボックスの時刻'],
  minute: ['+1 分钟', '+1 minute', '+1 分'],
  hour: ['+1 小时', '+1 hour', '+1 時間'],
  day: ['+1 天', '+1 day', '+1 日'],
  morning: ['明天 09:12', 'Tomorrow 09:12', '明日 09:12'],
  retry: ['下一次重推', 'Next retry', '次の再送'],
  no_retry: ['没有等待重推的事件', 'No event waits to be sent again', '再送待ちのイベントはありません'],
  retry_at: ['下一次重推在 {at}', 'Next retry at {at}', '次の再送は {at}'],
  bot_state: ['机器人', 'Bot', 'ボット'],
  running: ['运行中', 'running', '稼働中'],
  stopped: ['已停止', 'stopped', '停止中'],
  starting: ['启动中', 'starting', '起動中'],
  elsewhere: ['由别处启动', 'started elsewhere', '別の場所で起動'],
  stop: ['停止', 'Stop', '停止'],
  start: ['启动', 'Start', '起動'],
  transcript: ['对话记录', 'Transcript', '記録'],
  save: ['保存对话', 'Save the conversation', '会話を保存'],
  save_about: [
    '自沙箱启动以来的全部对话。用 npm run transcript 文件 回放检查。',
    'Everything said and done since the start. Check a bot against it: npm run transcript FILE',
    '起動以降のすべての会話。npm run transcript ファイル で再生して確認できます。',
  ],
  theme: ['深浅色', 'Theme', '明暗'],
  'bot-slow': ['机器人 4 秒后才回应', 'The bot answers after 4 s', 'ボットの応答が 4 秒後'],
  'bot-500': ['机器人回应 500', 'The bot answers 500', 'ボットが 500 を返す'],
  'bot-unreachable': ['连不上机器人', 'The bot can’t be reached', 'ボットに接続できない'],
  'events-twice': ['每个事件推送两次', 'Every event is sent twice', 'イベントを二重に送る'],
  'events-held': [
    '扣住事件，关闭时倒序放行',
    'Events are held, and released in reverse',
    'イベントを保留し、逆順で解放',
  ],
  'events-lost': ['事件丢失', 'Events are lost', 'イベントが失われる'],
  'api-slow': ['API 3 秒后才回应', 'The API answers after 3 s', 'API の応答が 3 秒後'],
  'api-500': ['API 回应 500', 'The API answers 500', 'API が 500 を返す'],
  'api-answer-lost': [
    'API 生效但响应丢失',
    'The API acts, its answer is lost',
    'API は実行されるが応答が失われる',
  ],
  'api-limited': ['API 限流（5 秒）', 'The API limits calls (5 s)', 'API の流量制限（5 秒）'],
  'search-lag': ['列表滞后 1 分钟', 'Lists lag by a minute', '一覧が 1 分遅れる'],
} as const;

export type DrawerKey = keyof typeof TEXTS;
const read = reader<DrawerKey>(TEXTS);

/** One of the drawer's texts, in the language of the person. */
export const d = (key: DrawerKey, values?: Record<string, string | number>): string =>
  read(language.value, key, values);

export const knows = (key: string): key is DrawerKey => key in TEXTS;
