import type { Definition } from '../../feishu/definitions.ts';
import { limitsOfV2 } from '../../feishu/form-v2.ts';
import { wordsIn } from '../../lib/words.ts';
import { beyondApi, parseForm } from './form/parse.ts';
import { formTaken } from './form/taken.ts';

/**
 * Names of the controls of a definition for which people are sent to Feishu's own form: whatever generation of the API is
 * used, and those that the previous one does not take besides.
 */
export function servedBy({ form }: Pick<Definition, 'form'>): { beyond: string[]; refused: string[] } {
  const names = (text: string) => beyondApi(parseForm(text)).map(({ name }) => wordsIn(name, 'zh_cn'));
  const beyond = names(form);
  const refused = names(formTaken(form, limitsOfV2)).filter((name) => !beyond.includes(name));
  return { beyond, refused };
}
