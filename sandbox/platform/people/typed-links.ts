/** A link as it is, an address, or an e-mail address. */
const LINK =
  /(?:\[[^\]\n]*)?\]\([a-z]+:[^\s)]+\)|https?:\/\/[\x21\x23-\x26\x2a-\x3b\x3d\x3f-\x7e]+(?<![.,;:!?])|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/**
 * Text messages have hyperlinks as `[text](address)` and e-mail addresses as `[text](mailto:…)`, also those that were
 * typed as they are: https://open.feishu.cn/document/server-docs/im-v1/message-content-description/message_content
 */
export const withLinks = (text: string): string =>
  text.replace(LINK, (found) => {
    if (/^\[|^\]\(/.test(found)) return found;
    return `[${found}](${/^https?:/i.test(found) ? '' : 'mailto:'}${found})`;
  });
