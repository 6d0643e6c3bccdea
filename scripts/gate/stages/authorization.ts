import {
  FOREIGN_CREDENTIALS,
  credentialsFor,
  isSecured,
  NO_CREDENTIALS,
  wrongCredentials,
  type Credentials,
} from '../../prove/credentials.ts';
import { encodeRequest } from '../../prove/request.ts';
import { sampleValues } from '../../prove/sample-values.ts';
import type { ContractOperation } from '../../../src/infra/contract/contract.ts';
import { exchange, type World } from '../../prove/world.ts';
import type { Context } from '../context.ts';
import type { Findings, Stage } from '../stage.ts';
import { problemOf } from './prove.ts';

/** The matrix of operations and credentials: who is let in, and who is not. */
export const authorization: Stage = {
  name: 'authorization',
  title: 'Nobody does what their credential does not allow',
  check,
};

/** A column of the matrix: a credential, and whether it is the right one. */
interface Kind {
  name: string;
  credentials: (context: Context, operation: ContractOperation) => Credentials;
}

/** Each must be refused with 401. */
const REFUSED: readonly Kind[] = [
  { name: 'none', credentials: () => NO_CREDENTIALS },
  { name: 'wrong', credentials: ({ contract }, operation) => wrongCredentials(contract, operation) },
  { name: 'foreign', credentials: () => FOREIGN_CREDENTIALS },
  { name: 'empty', credentials: () => ({ ...NO_CREDENTIALS, headers: { authorization: 'Bearer ' } }) },
];

async function check(context: Context): Promise<Findings> {
  const secured = context.contract.operations.filter(isSecured);
  if (secured.length === 0) {
    return { summary: 'the contract asks for no credential anywhere', problems: [], isSkipped: true };
  }
  const { contract, model, seed, examples } = context;
  const { url } = await context.backend();
  const world: World = {
    contract,
    model,
    url,
    seed,
    examples,
    limit: 0,
    contested: new Set(),
    exchanges: context.exchanges,
    failures: [],
  };
  for (const operation of secured) {
    context.progress(operation.id);
    const values = sampleValues(contract, operation, { seed });
    for (const { name, credentials } of REFUSED) {
      const request = encodeRequest(contract, operation, values, credentials(context, operation));
      await exchange(world, `authorization:${name}`, request, ({ status }) =>
        status === 401 ? [] : [{ rule: 'refused', message: `credential: ${name}; answered ${status}, not 401` }],
      );
    }
    const request = encodeRequest(contract, operation, values, credentialsFor(contract, operation));
    await exchange(world, 'authorization:right', request, ({ status, headers }) =>
      // Without a challenge it is not the credential that was refused, but a password or code in the body.
      status === 401 && headers.has('www-authenticate')
        ? [{ rule: 'let-in', message: 'the right credential was answered 401' }]
        : [],
    );
  }
  return {
    summary: `${secured.length} operations × ${REFUSED.length + 1} credentials; ${contract.operations.length - secured.length} operations are public`,
    problems: world.failures.map((failure) => problemOf('authorization', failure)),
  };
}
