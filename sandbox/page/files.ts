import type { Response } from 'express';
import type { Platform } from '../platform/index.ts';

type Resource = ReturnType<Platform['resources']['find']>;

const PICTURES = /^image\/(png|jpeg|gif|webp)$/;

/** Stands for a picture that was uploaded elsewhere: a card may name any key. */
const PLACEHOLDER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180" width="320" height="180">
<rect width="320" height="180" fill="#8f959e" fill-opacity=".16"/>
<path d="m60 140 60-64 44 44 26-24 70 44z" fill="#8f959e" fill-opacity=".4"/><circle cx="214" cy="58" r="16" fill="#8f959e" fill-opacity=".4"/>
</svg>`;

/** Pictures are shown by the browser; everything else can only be saved, whatever it says it is. */
export function sendFile(resource: Resource, response: Response): void {
  if (resource === undefined) {
    response.type('image/svg+xml').send(PLACEHOLDER);
    return;
  }
  const { name, type, data } = resource;
  if (PICTURES.test(type)) response.type(type).send(data);
  else response.attachment(name).type('application/octet-stream').send(data);
}
