const quantity = /数量|件数|个数|台数|份数|張数|quantity|\bqty\b|how many/i;
const money = /金额|金額|合计|合計|总额|总价|費用|费用|预算|予算|amount|total|price|cost|budget/i;
const reason = /事由|原因|理由|用途|目的(?!地)|缘由|主题|件名|reason|purpose|subject/i;
/** What names a person or a thing to a machine, what is nobody else's business, and remarks. */
const untold =
  /编号|编码|单号|号码|番号|账号|帐号|账户|证件|身份|银行|卡号|口座|电话|電話|手机|邮箱|地址|住所|附件|链接|网址|密码|工资|薪|给与|給与|备注|備考|说明|説明|描述|补充|メモ|\bid\b|\bno\b|number|phone|mobile|mail|account|bank|address|password|salary|link|remark|note|description|comment|memo/i;

export const isQuantity = (name: string): boolean => quantity.test(name);
export const isMoney = (name: string): boolean => money.test(name);
export const isReason = (name: string): boolean => reason.test(name);
export const isUntold = (name: string): boolean => !isReason(name) && untold.test(name);

const letter = /\p{L}/u;

/** Whether a text is a number, a code, an address or the like rather than words. */
export function isCode(text: string): boolean {
  if (!letter.test(text)) return true;
  if (text.includes('://') || text.includes('@')) return true;
  return /^[A-Za-z0-9_./#-]{6,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 4;
}

/** Whether a value whose kind nobody says tells what something is about: words, money or a day. */
export const isTelling = (name: string, value: string): boolean =>
  value !== '' && !isUntold(name) && (isMoney(name) || /^\d{4}-\d{2}-\d{2}/.test(value) || !isCode(value));
