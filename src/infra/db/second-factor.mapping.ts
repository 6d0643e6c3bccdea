import { defineEntity, p } from '@mikro-orm/core';
import { SecondFactor } from '../../domain/account/second-factor.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { EncryptedText } from './encrypted-text.ts';

/** How second factors are kept: the shared secret encrypted, since a digest could not check codes. */
export function secondFactorMapping(personalData: PersonalData) {
  return defineEntity({
    class: SecondFactor,
    schema: 'desk',
    tableName: 'second_factors',
    properties: {
      accountId: p.uuid().primary(),
      secret: p.type(new EncryptedText(personalData, 'second_factors.secret')).$type<string>(),
      confirmedAt: p.datetime(3).nullable(),
      lastStep: p.integer().nullable(),
      recoveryDigests: p.json<string[]>(),
      createdAt: p.datetime(3),
      version: p.integer().version(),
    },
  });
}
