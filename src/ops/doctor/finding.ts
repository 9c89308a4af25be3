/** What can be mended through the API, or on this machine. */
export type Fix =
  | { kind: 'scope' | 'event' | 'callback' | 'subscription'; name: string }
  | { kind: 'callback mode' | 'bot' | 'contacts' | 'version' }
  | { kind: 'private'; path: string };

/** What a check has found out about one thing. */
export interface Finding {
  /** What it is about, such as `scope approval:instance`; the same with every run. */
  about: string;
  /** `unknown`: it can't be found out, which `says` explains. */
  state: 'ok' | 'fails' | 'unknown';
  /** Whether the bot is of no use, or somebody is failed, as long as it fails. */
  required: boolean;
  says: string;
  /** What doesn't work without it. */
  breaks?: string | undefined;
  /** What to do. */
  mend?: string | undefined;
  /** Where it is mended. */
  link?: string | undefined;
  fix?: Fix | undefined;
}

type Details = Partial<Pick<Finding, 'required' | 'breaks' | 'mend' | 'link' | 'fix'>> & {
  /** The one of several things that the check looks at. */
  of?: string;
};

/** How a check says what it has found. */
export interface Voice {
  ok(says: string, details?: Details): Finding;
  fails(says: string, details?: Details): Finding;
  unknown(says: string, details?: Details): Finding;
}

/** Speaks for a check, with what is the same for all its findings. */
export function voice(name: string, usual: Omit<Details, 'of' | 'fix'>): Voice {
  const finding =
    (state: Finding['state']) =>
    (says: string, { of, ...details }: Details = {}): Finding => {
      const about = of === undefined ? name : `${name} ${of}`;
      const { required = false, breaks, mend, link, fix } = { ...usual, ...details };
      if (state === 'ok') return { about, state, required, says };
      return { about, state, required, says, breaks, mend, link, ...(state === 'fails' && { fix }) };
    };
  return { ok: finding('ok'), fails: finding('fails'), unknown: finding('unknown') };
}

/** Whether something required is missing. */
export const isIll = (findings: Finding[]): boolean =>
  findings.some(({ state, required }) => state === 'fails' && required);
