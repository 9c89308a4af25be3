import { shortLinkIn } from '../../../feishu/applink.ts';
import { MAX_NAMES, type Name } from './names.ts';

/** An instance that a message names by itself, and not by a number or word that may mean something else. */
export interface Written {
  /** A code, the long number that a link carries, or a short link in one spelling. */
  instance: string;
  kind: 'code' | 'number' | 'short link';
  /** The links that carry it. */
  links: string[];
}

const kindOf = (instance: string): Written['kind'] => {
  if (/^\d+$/.test(instance)) return 'number';
  return shortLinkIn(instance) === undefined ? 'code' : 'short link';
};

/** Collects what is written, each once, however it is spelled. */
export function writtenInstances() {
  const found = new Map<string, Written>();
  return {
    add(instance: string, link: string | undefined): void {
      const kind = kindOf(instance);
      const spelled = kind === 'code' ? instance.toUpperCase() : instance;
      const one = found.get(spelled) ?? { instance, kind, links: [] };
      if (link !== undefined) one.links.push(link);
      found.set(spelled, one);
    },
    all: () => [...found.values()],
  };
}

/** Whether they can't all be one instance, which has one code, one number and one short link. */
export const areSeveral = (written: readonly Written[]): boolean =>
  new Set(written.map(({ kind }) => kind)).size < written.length;

/** By what another system may call it: itself, and the links that carry it. */
export const namesOf = ({ instance, links }: Written, comment: string): Name[] =>
  [instance, ...links].slice(0, MAX_NAMES).map((name) => ({ name, comment, leads: true }));
