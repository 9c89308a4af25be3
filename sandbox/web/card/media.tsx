import { api } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import { nameOfId } from '../store.ts';
import { CardIcon } from './card-icon.tsx';
import { contentOf, type ElementProps, list, object, string, useCard } from './model.ts';
import { boxStyle } from './sizes.ts';

const NAMED_PX: Readonly<Record<string, [number, number]>> = {
  large: [160, 160],
  medium: [80, 80],
  small: [40, 40],
  tiny: [16, 16],
};

function sizeStyle(size: unknown): Record<string, string> {
  const [width, height] =
    NAMED_PX[String(size)] ??
    String(size ?? '')
      .match(/^(\d+)px (\d+)px$/)
      ?.slice(1)
      .map(Number) ??
    [];
  return width && height ? { width: `${width}px`, height: `${height}px` } : { width: '100%' };
}

const FITS: Readonly<Record<string, Record<string, string>>> = {
  crop_center: { objectFit: 'cover' },
  crop_top: { objectFit: 'cover', objectPosition: 'top' },
  fit_horizontal: { objectFit: 'contain' },
};

export function ImgElement({ element }: ElementProps) {
  const { language } = useCard();
  const key = string(object(element.i18n_img_key)[language]) ?? String(element.img_key);
  const alt = contentOf(element.alt, language);
  const radius = string(element.corner_radius);
  const look = {
    ...sizeStyle(element.size),
    ...FITS[String(element.scale_type)],
    ...(radius && { borderRadius: radius }),
  };
  const title = contentOf(element.title, language);
  return (
    <figure class="card-image" style={boxStyle(element)}>
      {title && <figcaption>{title}</figcaption>}
      <img src={api.fileUrl(key)} alt={alt} title={alt} style={look} />
    </figure>
  );
}

export function ImgCombinationElement({ element }: ElementProps) {
  const { language } = useCard();
  const across = /tri/.test(String(element.combination_mode)) ? 3 : 2;
  return (
    <div class="image-grid" style={{ ...boxStyle(element), gridTemplateColumns: `repeat(${across}, 1fr)` }}>
      {list(element.img_list).map(({ img_key, i18n_img_key }) => {
        const key = string(object(i18n_img_key)[language]) ?? String(img_key);
        return <img key={key} src={api.fileUrl(key)} alt="" />;
      })}
    </div>
  );
}

const PERSON_PX: Readonly<Record<string, number>> = { extra_small: 20, small: 24, medium: 32, large: 40 };

interface PersonProps {
  id: string;
  size: unknown;
  avatar: boolean;
  name: boolean;
  capsule?: boolean;
}

function PersonView({ id, size, avatar, name, capsule = false }: PersonProps) {
  const shown = nameOfId(id);
  return (
    <span class={`person${capsule ? ' person-capsule' : ''}`} title={shown}>
      {avatar && <Avatar name={shown} size={PERSON_PX[String(size)] ?? 24} />}
      {name && <span>{shown}</span>}
    </span>
  );
}

export function PersonElement({ element }: ElementProps) {
  const { user_id, size, show_avatar, show_name, style } = element;
  return (
    <div style={boxStyle(element)}>
      <PersonView
        id={String(user_id)}
        size={size ?? 'medium'}
        avatar={show_avatar !== false}
        name={show_name === true}
        capsule={style === 'capsule'}
      />
    </div>
  );
}

export function PersonListElement({ element }: ElementProps) {
  const { persons, size, show_avatar, show_name } = element;
  return (
    <div class="person-list" style={boxStyle(element)}>
      <CardIcon icon={element.icon} />
      {list(persons).map(({ id }) => (
        <PersonView
          key={String(id)}
          id={String(id)}
          size={size}
          avatar={show_avatar !== false}
          name={show_name !== false}
        />
      ))}
    </div>
  );
}
