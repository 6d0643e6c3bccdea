import { Type } from '@mikro-orm/core';
import type { PersonalData } from '../auth/personal-data.ts';

/** A text column that holds personal data: plain in the domain, encrypted in the database. */
export class EncryptedText extends Type<string | null, string | null> {
  private readonly personalData: PersonalData;
  private readonly column: string;

  /** @param column `accounts.email`: part of the encryption, so that a value opens in its own column only */
  constructor(personalData: PersonalData, column: string) {
    super();
    this.personalData = personalData;
    this.column = column;
  }

  override convertToDatabaseValue(value: string | null): string | null {
    return value === null ? null : this.personalData.encrypt(value, this.column);
  }

  override convertToJSValue(value: string | null): string | null {
    return value === null ? null : this.personalData.decrypt(value, this.column);
  }

  /** Encrypting one text twice gives two values: what counts as a change is another text. */
  override compareValues(one: string | null, other: string | null): boolean {
    return one === other || this.convertToJSValue(one) === this.convertToJSValue(other);
  }

  override getColumnType(): string {
    return 'text';
  }
}
