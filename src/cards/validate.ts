import { LANGUAGES, type Language } from '../lib/language.ts';
import { REQUESTED } from './keys.ts';
import { baseKey, type Catalogue, forms, placeholders } from './texts.ts';

const USED = /\b(?:md|plain|say)\('([^']+)'/g;

/** The texts that a template names. */
export function keysIn(template: string): string[] {
  return [...new Set([...template.matchAll(USED)].map(([, key = '']) => key))];
}

const CALLED = /\b(?:md|plain|say)\('([^']+)'(?:, \{([^}]*)\})?\)/g;

/** The values that a template does not give to a text it names. */
function missedValues(catalogue: Catalogue, name: string, template: string): string[] {
  return [...template.matchAll(CALLED)].flatMap(([, key = '', values = '']) => {
    const given = values.split(',').map((value) => value.split(':')[0]?.trim());
    const taken = new Set(forms(catalogue, 'zh_cn', key).flatMap(([, text]) => placeholders(text)));
    return [...taken]
      .filter((value) => !given.includes(value))
      .map((value) => `cards/${name}.json: "${key}" is not given {${value}}`);
  });
}

/** Every key of the catalogue, without plural forms. */
export function allKeys(catalogue: Catalogue): string[] {
  return [...new Set(LANGUAGES.flatMap((language) => Object.keys(catalogue[language]).map(baseKey)))];
}

function wrongPlaceholders(catalogue: Catalogue, language: Language, key: string): string[] {
  const expected = REQUESTED[key] ?? [
    ...new Set(forms(catalogue, 'zh_cn', key).flatMap(([, text]) => placeholders(text))),
  ];
  return forms(catalogue, language, key).flatMap(([form, text]) => {
    const found = placeholders(text);
    const unknown = found.filter((name) => !expected.includes(name));
    // The singular may say "one person" without the number.
    const missing = form.endsWith('_one') ? [] : expected.filter((name) => !found.includes(name));
    return [
      ...unknown.map((name) => `cards/text/${language}.json: "${form}" has an unknown placeholder {${name}}`),
      ...missing.map((name) => `cards/text/${language}.json: "${form}" lacks {${name}}`),
    ];
  });
}

function missingForms(catalogue: Catalogue, language: Language, key: string): string[] {
  const found = forms(catalogue, language, key).map(([form]) => form);
  const complete = found.includes(key) || found.includes(`${key}_other`);
  return complete ? [] : [`cards/text/${language}.json: "${key}" is missing`];
}

function keyProblems(catalogue: Catalogue, key: string): string[] {
  return LANGUAGES.flatMap((language) => [
    ...missingForms(catalogue, language, key),
    ...wrongPlaceholders(catalogue, language, key),
  ]);
}

/** What is wrong between texts and templates, one sentence each, with file and key. */
export function textProblems(catalogue: Catalogue, templates: ReadonlyMap<string, string>): string[] {
  const known = allKeys(catalogue);
  const unknown = [...templates].flatMap(([name, template]) =>
    keysIn(template)
      .filter((key) => !known.includes(key))
      .map((key) => `cards/${name}.json: there is no text "${key}"`),
  );
  const wanted = new Set([...known, ...Object.keys(REQUESTED)]);
  const missed = [...templates].flatMap(([name, template]) => missedValues(catalogue, name, template));
  return [...unknown, ...missed, ...[...wanted].flatMap((key) => keyProblems(catalogue, key))];
}
