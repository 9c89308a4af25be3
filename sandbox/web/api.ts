import type {
  ApprovalDetail,
  ApprovalLists,
  ClickAnswer,
  Decision,
  FaultSwitch,
  GalleryCards,
  TrafficDetail,
} from '../page/protocol.ts';

const BASE = '/sandbox/api';

async function answer<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & { error?: string };
  if (body.error !== undefined || !response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

const get = async <T>(path: string): Promise<T> => answer<T>(await fetch(BASE + path));

async function post<T = object>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return answer<T>(await fetch(BASE + path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

export interface Attachment {
  kind: 'image' | 'file';
  name: string;
  type: string;
  data: string;
}

export interface Said {
  as: string;
  chat: string;
  text?: string;
  replyTo?: string;
  attachment?: Attachment;
}

export interface Clicked {
  as: string;
  message_id: string;
  path: (string | number)[];
  form?: Record<string, string | string[] | boolean>;
  value?: string | boolean;
}

const who = (as: string) => `as=${encodeURIComponent(as)}`;
const part = encodeURIComponent;

/** The sandbox's endpoints for this page. All reject with the sandbox's own sentence. */
export const api = {
  streamUrl: (as: string) => `${BASE}/stream?${who(as)}`,
  fileUrl: (key: string) => `${BASE}/files/${part(key)}`,
  say: (said: Said) => post<{ message_id: string }>('/say', said),
  click: (clicked: Clicked) => post<ClickAnswer>('/click', clicked),
  recall: (as: string, message_id: string) => post('/recall', { as, message_id }),
  menu: (as: string, key: string) => post('/menu', { as, key }),
  approvals: (as: string) => get<ApprovalLists>(`/approvals?${who(as)}`),
  openApproval: (as: string, code: string) => post<ApprovalDetail>(`/approvals/${part(code)}/open`, { as }),
  decide: (as: string, code: string, decision: Decision, comment: string) =>
    post<ApprovalDetail>(`/approvals/${part(code)}/decide`, { as, decision, comment }),
  trafficDetail: (id: string) => get<TrafficDetail>(`/traffic/${id}`),
  resend: (id: string) => post(`/traffic/${id}/resend`, {}),
  sendEvent: (payload: unknown, signature: string) => post('/events', { payload, signature }),
  faults: () => get<FaultSwitch[]>('/faults'),
  setFault: (id: string, on: boolean) => post(`/faults/${part(id)}`, { on }),
  moveClock: (move: { advance_ms: number } | { to: 'morning' | 'retry'; as: string }) => post('/clock', move),
  runBot: (running: boolean) => post('/bot', { running }),
  gallery: () => get<GalleryCards>('/gallery'),
};
