import { useEffect, useRef, useState } from 'preact/hooks';

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
