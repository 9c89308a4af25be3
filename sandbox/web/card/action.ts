import { useContext } from 'preact/hooks';
import { ask } from '../dialogs.tsx';
import {
  type CardScope,
  contentOf,
  type Element,
  FormContext,
  keyOf,
  list,
  object,
  type Path,
  string,
  useCard,
} from './model.ts';

/**
 * Asks what the element wants confirmed; true at once when it wants nothing. The pages promise the question for buttons that
 * submit a form and for what hides behind three dots, and for nothing else.
 */
export async function confirmed({ confirm }: Element, { language }: CardScope): Promise<boolean> {
  if (confirm === undefined) return true;
  const { title, text } = object(confirm);
  return ask(contentOf(title, language), contentOf(text, language));
}

export const hasCallback = (element: Element): boolean =>
  list(element.behaviors).some(({ type }) => type === 'callback');

/** The address that a click opens: that for the desktop where there is one. */
function addressOf(element: Element): string | undefined {
  const opens = list(element.behaviors).find(({ type }) => type === 'open_url');
  return opens && (string(opens.pc_url) || string(opens.default_url));
}

async function perform(
  element: Element,
  path: Path,
  card: CardScope,
  form: ReturnType<typeof useForm>,
): Promise<void> {
  if (form && element.form_action_type === 'submit' && !(await confirmed(element, card))) return;
  const url = addressOf(element);
  if (url) card.openUrl(url);
  if (form && element.form_action_type === 'reset') form.reset();
  else if (form && element.form_action_type === 'submit') await form.submit(element, path);
  else if (hasCallback(element)) await card.click(path);
}

const useForm = () => useContext(FormContext);

/** What a click on a button or container does, and whether it can be clicked now. */
export function useAction(element: Element, path: Path) {
  const card = useCard();
  const form = useForm();
  const busy = card.pending.value === keyOf(path);
  const disabled = element.disabled === true || (card.pending.value !== undefined && !busy);
  const tips = contentOf(
    element.disabled === true ? (element.disabled_tips ?? element.hover_tips) : element.hover_tips,
    card.language,
  );
  const act = () => {
    if (!disabled && !busy) void perform(element, path, card, form);
  };
  return { act, busy, disabled, tips };
}
