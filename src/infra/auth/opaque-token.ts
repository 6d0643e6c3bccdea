import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits: nobody guesses it, so a plain digest protects it at rest and no slow hash is needed. */
const SECRET_BYTES = 32;
const RECOVERY_CODES = 10;
/** 80 bits in Crockford's base 32, which has no letters that look alike. */
const RECOVERY_CHARACTERS = 16;
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** A credential as it is handed out, once, and what is kept of it. */
export interface OpaqueToken {
  token: string;
  digest: string;
}

/**
 * A new random credential: `plr_<43 characters>`.
 *
 * @param kind letters that name what it is, so that secret scanners and people recognise a leaked one
 */
export function newOpaqueToken(kind: string): OpaqueToken {
  const token = `${kind}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, digest: digest(token) };
}

/** A new API key: `plk_<prefix>_<secret>`, the prefix being what lists and logs show of it. */
export function newApiKeySecret(): OpaqueToken & { prefix: string } {
  const prefix = `plk_${randomBytes(5).toString('hex')}`;
  return { ...newOpaqueToken(prefix), prefix };
}

/** What is stored and looked up of a credential: SHA-256, hex. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two texts are equal, in a time that tells nothing of where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(expected)));
}

/** New recovery codes, `xxxx-xxxx-xxxx-xxxx`, with their digests in the same order. */
export function newRecoveryCodes(): OpaqueToken[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(RECOVERY_CHARACTERS), (byte) => CROCKFORD.charAt(byte % CROCKFORD.length));
    const token = letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
    return { token, digest: recoveryDigest(token) };
  });
}

/** Digest of a recovery code as somebody typed it: case, spaces, hyphens and look-alikes (O, I, L) do not matter. */
export function recoveryDigest(typed: string): string {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return digest(`recovery:${plain}`);
}
