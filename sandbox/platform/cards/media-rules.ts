import { CODES, valueAt } from './finding.ts';
import type { Problem } from './shape-rules.ts';
import { elementsOf, type Visited } from './walk.ts';

function chartProblems({ element, tag, path }: Visited): Problem[] {
  const type = (element.chart_spec as { type?: unknown } | null | undefined)?.type;
  if (tag !== 'chart' || typeof type === 'string') return [];
  return [{ code: CODES.chart, path, message: 'chart spec is invalid' }];
}

function audioProblems(card: unknown, audios: readonly Visited[]): Problem[] {
  const seen = new Set<unknown>();
  const twice = audios.filter(({ element: { audio_id: id } }) => seen.size === seen.add(id).size);
  const repeated = twice.map(({ path }) => ({ code: CODES.audioId, path, message: 'duplicate audio id' }));
  if (audios.length === 0 || valueAt(card, ['config', 'enable_forward']) === false) return repeated;
  return [...repeated, { code: CODES.audioForward, path: [], message: "audio elem don't support forward" }];
}

/** Charts and audio, which the pages of the messages have codes of their own for. */
export function mediaProblems(card: unknown): Problem[] {
  const elements = elementsOf(card);
  return [
    ...elements.flatMap(chartProblems),
    ...audioProblems(
      card,
      elements.filter(({ tag }) => tag === 'audio'),
    ),
  ];
}
