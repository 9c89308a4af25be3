/** The formats of `<local_datetime>` by their names (page "富文本（Markdown）组件"). */
export const LOCAL_TIME_FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { month: 'short', day: 'numeric' },
  week: { weekday: 'long' },
  week_short: { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  time_sec: { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false },
  timezone: { timeZoneName: 'shortOffset' },
};
