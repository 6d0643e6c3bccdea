import { expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import { handlers } from '../../../../src/handlers/index.ts';
import { loadContract } from '@plumbline/contract/load';
import type { Handlers, Operation, OperationAnswer, OperationRequest } from '../../../../src/infra/http/operation.ts';

test('every operation of the contract has a handler, and every handler an operation', async () => {
  const contract = await loadContract(resolve('openapi/openapi.yaml'));

  expect(Object.keys(handlers).sort()).toEqual(contract.operations.map(({ id }) => id).sort());
});

/*
 * `tsc` checks what follows: a fact is declared as the type that says whether it holds, and given the value that it
 * must have.
 */
type Fits<Type, Into> = [Type] extends [Into] ? true : false;
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;
type AllBut<Name extends keyof typeof handlers> = Omit<typeof handlers, Name>;
type Body = Extract<OperationAnswer<'getProject'>, { status: 200 }>['body'];
type GetsProject<Answer> = Fits<() => Promise<Answer>, Operation<'getProject'>>;

export const handlersAreExhaustiveAndNamedAsInTheContract: [
  complete: Fits<typeof handlers, Handlers>,
  missing: Fits<AllBut<'getProject'>, Handlers>,
  misnamed: Fits<AllBut<'getProject'> & { readProject: typeof handlers.getProject }, Handlers>,
  mistaken: Fits<typeof handlers.getProject, Operation<'getSystem'>>,
] = [true, false, false, false];

export const anAnswerHasADeclaredStatusWithItsHeadersAndItsBody: [
  declared: GetsProject<{ status: 200; headers: { ETag: string }; body: Body }>,
  undeclaredStatus: GetsProject<{ status: 202; headers: { ETag: string }; body: Body }>,
  refusal: GetsProject<{ status: 404 }>,
  wrongBody: GetsProject<{ status: 200; headers: { ETag: string }; body: { success: true } }>,
  missingHeader: GetsProject<{ status: 200; body: Body }>,
  bodyOfNoContent: Fits<() => Promise<{ status: 204; body: Body }>, Operation<'deleteProject'>>,
  statuses: Same<OperationAnswer<'getProject'>['status'], 200 | 304>,
] = [true, false, false, false, false, false, true];

export const aRequestIsTypedAsDeclaredItsHeadersByLowerCaseName: [
  path: Same<OperationRequest<'getProject'>['path']['projectId'], string>,
  query: Same<OperationRequest<'listProjects'>['query']['status'], 'active' | 'archived' | undefined>,
  header: Same<OperationRequest<'updateProject'>['headers']['if-match'], string | undefined>,
  noQuery: Same<keyof OperationRequest<'getSystem'>['query'], never>,
  noBody: Same<OperationRequest<'getSystem'>['body'], undefined>,
  body: Same<OperationRequest<'createProject'>['body']['key'], string>,
] = [true, true, true, true, true, true];
