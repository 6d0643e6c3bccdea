import type { Operation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';

export const getSystem: Operation<'getSystem'> = (_, { system }) => ({ status: 200, body: answer(system) });
