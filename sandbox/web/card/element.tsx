import type { FunctionComponent } from 'preact';
import { t } from '../store.ts';
import { ButtonElement, OverflowElement } from './buttons.tsx';
import { CollapsiblePanelElement, ColumnSetElement, InteractiveContainerElement } from './containers.tsx';
import { FormElement } from './form.tsx';
import { CheckerElement, DateElement, InputElement } from './inputs.tsx';
import { ImgCombinationElement, ImgElement, PersonElement, PersonListElement } from './media.tsx';
import { type ElementProps, keyOf, list, type Path } from './model.ts';
import { SelectElement } from './select.tsx';
import { boxStyle } from './sizes.ts';
import { TableElement } from './table.tsx';
import { DivElement, MarkdownElement } from './text.tsx';

const HrElement = ({ element }: ElementProps) => <hr style={boxStyle(element)} />;

const ELEMENTS: Readonly<Record<string, FunctionComponent<ElementProps>>> = {
  markdown: MarkdownElement,
  div: DivElement,
  hr: HrElement,
  img: ImgElement,
  img_combination: ImgCombinationElement,
  person: PersonElement,
  person_list: PersonListElement,
  table: TableElement,
  column_set: ColumnSetElement,
  form: FormElement,
  interactive_container: InteractiveContainerElement,
  collapsible_panel: CollapsiblePanelElement,
  button: ButtonElement,
  overflow: OverflowElement,
  input: InputElement,
  select_static: SelectElement,
  multi_select_static: SelectElement,
  select_person: SelectElement,
  multi_select_person: SelectElement,
  date_picker: DateElement,
  picker_time: DateElement,
  picker_datetime: DateElement,
  checker: CheckerElement,
};

/** What can't be drawn is named in its place. */
const Unknown = ({ element }: ElementProps) => (
  <p class="unknown-element">{t('cannot_draw', { tag: String(element.tag ?? '?') })}</p>
);

export function ElementList({ elements, path }: { elements: unknown; path: Path }) {
  return (
    <>
      {list(elements).map((element, index) => {
        const at = [...path, index];
        const Draw = ELEMENTS[String(element.tag)] ?? Unknown;
        return <Draw key={`${element.tag} ${keyOf(at)}`} element={element} path={at} />;
      })}
    </>
  );
}
