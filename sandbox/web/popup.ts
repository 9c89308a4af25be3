import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Something that opens over the page and closes on a click elsewhere or on Escape. */
export function usePopup() {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const elsewhere = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  return { open, root, toggle: () => setOpen(!open), show: () => setOpen(true), close: () => setOpen(false) };
}

const GAP = 4;
const EDGE = 8;

/**
 * Places a list at what it belongs to: below, or above where that has more room, and never out of sight. It is fixed to the
 * window, since a card or the stream around it would cut it off.
 */
export function usePlaced(
  list: RefObject<HTMLElement | null>,
  beside: RefObject<HTMLElement | null>,
  wide: boolean,
): void {
  useLayoutEffect(() => {
    const place = () => {
      if (!list.current || !beside.current) return;
      const { left, top, bottom, width } = beside.current.getBoundingClientRect();
      const { style } = list.current;
      const [above, below] = [top - GAP - EDGE, innerHeight - bottom - GAP - EDGE];
      style.maxHeight = '';
      const opensUp = list.current.offsetHeight > below && above > below;
      if (wide) style.width = `${width}px`;
      style.maxHeight = `${Math.max(above, below, 0)}px`;
      style.left = `${Math.max(EDGE, Math.min(left, innerWidth - list.current.offsetWidth - EDGE))}px`;
      style.top = opensUp ? 'auto' : `${bottom + GAP}px`;
      style.bottom = opensUp ? `${innerHeight - top + GAP}px` : 'auto';
    };
    place();
    addEventListener('scroll', place, true);
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, true);
      removeEventListener('resize', place);
    };
  }, []);
}
