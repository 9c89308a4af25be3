const PATHS = {
  chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  approval: 'M7 3h10v4a5 5 0 0 1-3 4v3h4a2 2 0 0 1 2 2v2H4v-2a2 2 0 0 1 2-2h4v-3a5 5 0 0 1-3-4zM4 21h16',
  gallery: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  code: 'm8 6-6 6 6 6M16 6l6 6-6 6M13.5 4l-3 16',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15 9h.01',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  reply: 'm9 7-5 5 5 5M4 12h10a6 6 0 0 1 6 6v1',
  recall: 'M4 9h11a5 5 0 0 1 0 10H8M4 9l4-4M4 9l4 4',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'm15 5-7 7 7 7',
  down: 'm6 9 6 6 6-6',
  right: 'm9 6 6 6-6 6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  check: 'm5 12 5 5 9-10',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  send: 'M4 12 20 4l-5 17-4-7z',
  outside: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  record: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7h.01',
  warning: 'M12 3 2 20h20zM12 10v5M12 17.5h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of the text around it; it says nothing to a screen reader. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
