import { defineEntity, p } from '@mikro-orm/core';
import { KnownPlace } from '../../domain/account/known-place.ts';

export const knownPlaceMapping = defineEntity({
  class: KnownPlace,
  schema: 'desk',
  tableName: 'known_places',
  properties: {
    accountId: p.uuid().primary(),
    place: p.text().primary(),
    failedLogins: p.integer(),
    lastFailedLoginAt: p.datetime(3).nullable(),
    provenAt: p.datetime(3),
    version: p.integer().version(),
  },
});
