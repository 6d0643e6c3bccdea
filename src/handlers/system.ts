import type { Operation } from '../infra/http/operation.ts';
import { answer } from './envelope.ts';

export const getSystem: Operation<'getSystem'> = (_, { system, clock }) => {
  const { startedAt, ...facts } = system;
  const uptimeSeconds = Math.floor((clock.now().getTime() - startedAt.getTime()) / 1000);
  return { status: 200, body: answer({ ...facts, startedAt: startedAt.toISOString(), uptimeSeconds }) };
};
