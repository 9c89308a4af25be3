import { Bytes } from '../http/endpoint.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const LANGUAGES = ['zh', 'en', 'ja'] as const;
type Texts = readonly [zh: string, en: string, ja: string];

const TEXTS = {
  make: ['创建应用“{name}”', 'Make the app “{name}”', 'アプリ「{name}」を作成'],
  change: ['修改应用 {name}', 'Change the app {name}', 'アプリ {name} を変更'],
  asks: [
    '确认后，应用会得到下面这些。这是沙箱里的飞书，不会动到任何真实的企业。',
    'Once you confirm, the app gets what is listed here. This is the Feishu of the sandbox: no real organisation is touched.',
    '確認すると、アプリに次のものが与えられます。これはサンドボックスの Feishu で、実在の組織には影響しません。',
  ],
  scopes: ['权限（{count}）', 'Scopes ({count})', '権限（{count}）'],
  events: ['事件（{count}）', 'Events ({count})', 'イベント（{count}）'],
  callbacks: ['回调（{count}）', 'Callbacks ({count})', 'コールバック（{count}）'],
  as: ['扫码的人', 'Who scans', 'スキャンする人'],
  confirm: ['确认', 'Confirm', '確認'],
  deny: ['拒绝', 'Refuse', '拒否'],
  confirmed: [
    '已确认，请回到显示二维码的地方。',
    'Done. Go on where the code was shown.',
    '完了しました。コードが表示された画面に戻ってください。',
  ],
  denied: [
    '已拒绝，什么都没有改变。',
    'Refused. Nothing was changed.',
    '拒否しました。何も変更されていません。',
  ],
  expired: [
    '二维码已过期，请重新运行 init。',
    'The code has expired. Run init again.',
    'コードの有効期限が切れました。init をもう一度実行してください。',
  ],
  used: ['二维码已经用过了。', 'The code was used before.', 'このコードはすでに使用されています。'],
  trouble: ['打不开：{why}', 'This can not be opened: {why}', '開けません：{why}'],
} as const satisfies Record<string, Texts>;

export type ScanText = keyof typeof TEXTS;

/** A text in all languages, of which the page shows the browser's. */
export const say = (key: ScanText, values: Record<string, string | number> = {}): string =>
  LANGUAGES.map((lang, column) => {
    const text = (TEXTS[key][column] ?? '').replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ''));
    return `<span lang="${lang}">${escaped(text)}</span>`;
  }).join('');

/** The looks of the chat page, without its files: this page is the platform's, which stands alone. */
const STYLE = `
:root{--ink:#1f2329;--ink-2:#646a73;--surface:#fff;--page:#f2f3f5;--line:#dee0e3;--primary:#3370ff;--on:#fff;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#ebebeb;--ink-2:#a6a6a6;--surface:#1f1f1f;--page:#141414;--line:#3a3a3a;--primary:#4c88ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:24px 16px;background:var(--page);color:var(--ink);
font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:520px;margin:0 auto;padding:24px;background:var(--surface);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 8px;font-size:20px;line-height:1.4}
p{margin:0 0 16px;color:var(--ink-2)}
details{border-top:1px solid var(--line);padding:10px 0}
summary{cursor:pointer;font-weight:600}
ul{margin:8px 0 0;padding-left:20px}
code{font-size:12px;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:12px;align-items:end;padding-top:16px;border-top:1px solid var(--line)}
label{flex:1 1 100%;color:var(--ink-2)}
select{display:block;width:100%;margin-top:4px;padding:8px;font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:6px}
button{flex:1;padding:9px 16px;font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line);border-radius:6px;cursor:pointer}
button[value=confirm]{color:var(--on);background:var(--primary);border-color:var(--primary)}
:focus-visible{outline:2px solid var(--primary);outline-offset:2px}
${LANGUAGES.map((lang) => `:root[data-lang=${lang}] span[lang]:not([lang=${lang}])`).join(',')}{display:none}`;

/** Before anything is drawn: the language of the browser, else Chinese. */
const CHOOSE = `const of=["en","ja"].find((one)=>navigator.language.startsWith(one))||"zh";
document.documentElement.dataset.lang=of;document.documentElement.lang=of;`;

export const scanPage = (body: string): Bytes =>
  new Bytes(
    Buffer.from(
      `<!doctype html><html lang="zh" data-lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Feishu</title><script>${CHOOSE}</script><style>${STYLE}</style><main>${body}</main>`,
    ),
    'text/html; charset=utf-8',
  );
