import type { PersonalData } from '../auth/personal-data.ts';
import { accountMapping } from './account.mapping.ts';
import { apiKeyMapping } from './api-key.mapping.ts';
import { auditEventMapping } from './audit-event.mapping.ts';
import { emailVerificationMapping } from './email-verification.mapping.ts';
import { externalIdentityMapping } from './external-identity.mapping.ts';
import { invitationMapping } from './invitation.mapping.ts';
import { knownPlaceMapping } from './known-place.mapping.ts';
import { memberMapping } from './member.mapping.ts';
import { passwordResetMapping } from './password-reset.mapping.ts';
import { secondFactorMapping } from './second-factor.mapping.ts';
import { refreshTokenMapping, sessionMapping } from './session.mapping.ts';

/** Every mapping of who people are and what they may do. @param personalData encrypts the columns that name a person */
export function identityMappings(personalData: PersonalData) {
  return [
    accountMapping(personalData),
    secondFactorMapping(personalData),
    passwordResetMapping,
    emailVerificationMapping(personalData),
    knownPlaceMapping,
    externalIdentityMapping,
    sessionMapping(personalData),
    refreshTokenMapping,
    apiKeyMapping,
    memberMapping,
    invitationMapping(personalData),
    auditEventMapping(personalData),
  ];
}
