/** An attribute among those of a tag, as it stands there. */
export function rawAttribute(attributes: string, name: string): string | undefined {
  const pattern = new RegExp(`(?<![\\w-])${name}\\s*=\\s*(?:'([^']*)'|"([^"]*)"|([^\\s>]+))`, 'i');
  const found = pattern.exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** Whom a tag names, by whichever of its attributes. */
export const namedIn = (attributes: string): string[] | undefined =>
  (rawAttribute(attributes, 'ids') ?? rawAttribute(attributes, 'id') ?? rawAttribute(attributes, 'user_id'))
    ?.split(',')
    .map((id) => id.trim());
