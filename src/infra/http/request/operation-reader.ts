import { secretQueryNames } from '../../auth/authenticate.ts';
import type { Contract, Parameter, ParameterLocation } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { CONTINUATION } from '../invocation.ts';
import { parameterReader, type ParameterReader } from './parameter.ts';
import { bodyReader, type BodyReader } from './read-body.ts';
import { splitQuery, type RawQuery } from './query-string.ts';
import type { ServedOperation } from '../served-operation.ts';
import { translateTemplate } from '../routing/template.ts';

/** How the requests of one operation are read: its parameters by location, and its bodies. */
export interface OperationReader {
  query: readonly ParameterReader[];
  header: readonly ParameterReader[];
  path: readonly ParameterReader[];
  cookie: readonly ParameterReader[];
  body: BodyReader;
  /** Splits the query by name; one parameter may be the whole of it. */
  split: (rawQuery: string) => RawQuery;
  /** Query parameters taken though none is declared: API keys, and what the path template asks for, `/?Action=List`. */
  alsoInQuery: ReadonlySet<string>;
  /** Cookies are parsed only where a parameter or a security scheme is one. */
  needsCookies: boolean;
}

/** These headers are no parameters, whatever a contract says: media types and security schemes declare them (OpenAPI 3.1). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

/** Works out how the requests of an operation are read. */
export function operationReader(contract: Contract, served: ServedOperation): OperationReader {
  const { parameters, security } = served.operation;
  const readersIn = (location: ParameterLocation) =>
    parameters
      .filter(
        ({ in: place, name }) => place === location && !(place === 'header' && NOT_PARAMETERS.has(name.toLowerCase())),
      )
      .map((parameter) => parameterReader(contract, parameter));
  const cookie = readersIn('cookie');
  const schemes = contract.document.components?.securitySchemes ?? {};
  const usesCookieKey = security
    .flatMap((requirement) => Object.keys(requirement))
    .map((name) => getOwn(schemes, name))
    .some((scheme) => scheme?.type === 'apiKey' && scheme.in === 'cookie');
  return {
    query: readersIn('query'),
    header: readersIn('header'),
    path: readersIn('path'),
    cookie,
    body: bodyReader(contract, served),
    split: splitter(parameters),
    alsoInQuery: new Set([
      ...secretQueryNames(contract),
      ...(served.answering.isContinuable === true ? [CONTINUATION] : []),
      ...translateTemplate(served.operation.path).conditions.map(({ name }) => name),
    ]),
    needsCookies: cookie.length > 0 || usesCookieKey,
  };
}

function splitter(parameters: readonly Parameter[]): OperationReader['split'] {
  const whole = parameters.find(({ isWholeQuery }) => isWholeQuery);
  if (whole === undefined) return splitQuery;
  return (rawQuery) => new Map(rawQuery === '' ? [] : [[whole.name, [rawQuery]]]);
}
