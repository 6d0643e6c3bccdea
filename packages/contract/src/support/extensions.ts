import type { Kind } from '../grammar.ts';
import type { Treatment } from './features.ts';

/** What the engine does with an extension; a value that it does not take has no effect. */
interface ExtensionTreatment extends Treatment {
  takes?: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const shownAsExtension: ExtensionTreatment = {
  verdict: 'enforced',
  message: 'Documentation: a member of OpenAPI 3.2, shown in /openapi.json, which is OpenAPI 3.1, under this name.',
};
const waiver: ExtensionTreatment = {
  verdict: 'enforced',
  message: 'The contract gate does not fail for the rule that it names, until its date.',
};

/** The extensions that mean something, by the kind of object that they stand on. */
export const EXTENSIONS: Partial<Record<Kind, Record<string, ExtensionTreatment>>> = {
  document: { 'x-waive': waiver },
  info: {
    'x-plumbline-id': {
      verdict: 'enforced',
      message: 'Finds the data of the contract, whatever its title is.',
      takes: isText,
    },
  },
  tag: { 'x-parent': shownAsExtension, 'x-kind': shownAsExtension, 'x-summary': shownAsExtension },
  operation: {
    'x-waive': waiver,
    'x-sunset': { verdict: 'enforced', message: 'Announced by the header Sunset.' },
    'x-rate-limit': {
      verdict: 'enforced',
      message: 'Counted by principal, key or address; beyond it, 429 with Retry-After.',
    },
    'x-deprecated-at': { verdict: 'enforced', message: 'The date in the header Deprecation, if it is deprecated.' },
    'x-backlog-id': { verdict: 'enforced', message: 'Groups the operations in the evidence of the contract gate.' },
  },
  discriminator: {
    'x-default-mapping': {
      verdict: 'enforced',
      message:
        'Chooses the alternative where the property is missing or has another value (`defaultMapping` of OpenAPI 3.2).',
      takes: isText,
    },
  },
  parameter: {
    'x-whole-query': {
      verdict: 'enforced',
      message: 'The whole query string is its value (`in: querystring` of OpenAPI 3.2).',
      takes: (value) => value === true,
    },
  },
  schema: {
    'x-unique': {
      verdict: 'enforced',
      message: 'No two items of a derived resource have the same value: 409.',
      takes: (value) => value === true,
    },
    'x-ms-discriminator-value': {
      verdict: 'enforced',
      message: 'The value of the discriminator that means this schema, where no mapping names one.',
      takes: isText,
    },
  },
};
