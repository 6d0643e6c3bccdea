import type { Operation } from '../infra/http/operation.ts';

export const getKeySet: Operation<'getKeySet'> = (_, { publicKeys }) => ({ status: 200, body: publicKeys() });
