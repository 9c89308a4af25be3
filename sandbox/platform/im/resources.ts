import type { IdSource } from '../ids.ts';

/** A picture or file that was sent into a chat. */
export interface Resource {
  readonly key: string;
  readonly kind: 'image' | 'file';
  readonly name: string;
  /** Media type, as the sender's client gives it. */
  readonly type: string;
  readonly data: Buffer;
}

export interface Resources {
  find(key: string): Resource | undefined;
  /** Keeps the bytes under a new key of the shape that Feishu gives to this kind. */
  keep(resource: Omit<Resource, 'key'>): Resource;
}

export function createResources(ids: IdSource): Resources {
  const kept = new Map<string, Resource>();
  return {
    find: (key) => kept.get(key),
    keep(resource) {
      const prefix = resource.kind === 'image' ? 'img_v3_' : 'file_v3_';
      const key = `${prefix}${ids.hex(32)}`;
      const whole = { ...resource, key };
      kept.set(key, whole);
      return whole;
    },
  };
}
