import { openSealed, sealedPart, Unreadable } from '../../feishu/events/decrypt.ts';
import { challenge, type Envelope, envelope } from '../../feishu/events/envelope.ts';
import { isOldCallback, OLD_CALLBACK } from '../../feishu/events/old-callback.ts';
import { constantTimeEqual } from '../../lib/constant-time-equal.ts';
import { Rejected } from '../../lib/http/body.ts';
import { parsed } from '../../lib/parsed.ts';
import { isOfOldCallback, type SignatureHeaders, signingKey } from './signature.ts';

export interface Secrets {
  encryptKeys: string[];
  verificationTokens: string[];
}

export type Admitted = { challenge: string } | { envelope: Envelope };

/** Lets in what is provably from Feishu: signed, encrypted and carrying the token. Throws `Rejected`. */
export function admit(raw: Buffer, signed: SignatureHeaders | undefined, secrets: Secrets): Admitted {
  if (!signed) return admitUnsigned(raw, secrets);
  const key = signingKey(raw, signed, secrets.encryptKeys);
  if (!key) throw new Rejected(401, isOfOldCallback(signed) ? OLD_CALLBACK : 'the signature is wrong');
  const content = readable(() => openSealed(sealedPart(raw), key));
  const event = parsed(envelope, content);
  if (!event.success) return admitChallenge(content, secrets);
  if (!tokenIsValid(event.data.token, secrets)) throw new Rejected(401, 'the verification token is wrong');
  return { envelope: event.data };
}

function admitChallenge(content: unknown, secrets: Secrets): Admitted {
  const question = parsed(challenge, content);
  if (!question.success)
    throw new Rejected(400, isOldCallback(content) ? OLD_CALLBACK : 'neither an event nor a challenge');
  return answerChallenge(question.data, secrets);
}

/** Only the question for a new request address comes without a signature; it must open with a key and carry the token. */
function admitUnsigned(raw: Buffer, secrets: Secrets): Admitted {
  for (const key of secrets.encryptKeys) {
    try {
      const question = parsed(challenge, openSealed(sealedPart(raw), key));
      if (question.success) return answerChallenge(question.data, secrets);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
  }
  throw new Rejected(401, 'there is no signature');
}

function answerChallenge(question: { challenge: string; token: string }, secrets: Secrets): Admitted {
  if (!tokenIsValid(question.token, secrets))
    throw new Rejected(401, 'the verification token of the challenge is wrong');
  return { challenge: question.challenge };
}

const tokenIsValid = (given: string, { verificationTokens }: Secrets): boolean =>
  verificationTokens.map((token) => constantTimeEqual(given, token)).includes(true);

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) throw new Rejected(400, error.message);
    throw error;
  }
}
