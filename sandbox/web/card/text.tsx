import { CardIcon } from './card-icon.tsx';
import { cssColor } from './colors.ts';
import { Markdown } from './markdown.tsx';
import { contentOf, type ElementProps, object, useCard } from './model.ts';
import { boxStyle, textStyle, widthStyle } from './sizes.ts';

/** A text object where it stands alone: plain, or `lark_md`. */
export function TextObject({ value }: { value: unknown }) {
  const { language } = useCard();
  const content = contentOf(value, language);
  const { tag } = object(value);
  return tag === 'lark_md' || tag === 'markdown' ? (
    <Markdown text={content} />
  ) : (
    <span class="plain-text">{content}</span>
  );
}

export function MarkdownElement({ element }: ElementProps) {
  const { language, style } = useCard();
  const align = typeof element.text_align === 'string' ? { textAlign: element.text_align } : {};
  return (
    <div class="with-icon" style={{ ...boxStyle(element), ...textStyle(element.text_size, style), ...align }}>
      <CardIcon icon={element.icon} />
      <Markdown text={contentOf(element, language)} />
    </div>
  );
}

export function DivElement({ element }: ElementProps) {
  const { style } = useCard();
  const text = object(element.text);
  const color = cssColor(text.text_color, style, 600);
  const lines = typeof text.lines === 'number' ? { '--lines': String(text.lines) } : undefined;
  const look = {
    ...boxStyle(element),
    ...widthStyle(element.width),
    ...textStyle(text.text_size, style),
    ...(typeof text.text_align === 'string' && { textAlign: text.text_align }),
    ...(color && { color }),
    ...lines,
  };
  return (
    <div class={`with-icon${lines ? ' is-clamped' : ''}`} style={look}>
      <CardIcon icon={element.icon} />
      <TextObject value={element.text} />
    </div>
  );
}
