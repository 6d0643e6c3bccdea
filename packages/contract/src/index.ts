/**
 * Reads an OpenAPI contract of any version (Swagger 2.0, OpenAPI 3.0 to 3.2, YAML or JSON, one file or several) as one
 * OpenAPI 3.1 document, with its operations and with a report of what each feature in use is worth.
 */
export * from './contract.ts';
export { ContractError } from './contract-error.ts';
export { loadContract, type LoadOptions } from './load.ts';
export { supportReport, type FeatureSupport, type SupportReport } from './support.ts';
