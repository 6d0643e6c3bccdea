import type { Contract } from '@plumbline/contract/contract';
import type { Context } from '../context.ts';

/** Where the proven backend was reached; it is gone after the run. */
export interface Deployment {
  api_base_url: string | null;
  documentation_url: string | null;
  health_check_url: string | null;
  metrics_dashboard: string | null;
}

/** @param url of the backend, if the run started one; each address is there if it answered just now */
export async function deploymentOf({ contract }: Context, url: string | undefined): Promise<Deployment> {
  const answering = async (path: string): Promise<string | null> => {
    if (url === undefined) return null;
    const response = await fetch(url + path).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.ok === true ? url + path : null;
  };
  const health = await answering('/_system/readyz');
  return {
    // What does not answer for its health serves nothing.
    api_base_url: url === undefined || health === null ? null : url + basePathOf(contract),
    documentation_url: await answering('/_system/docs'),
    health_check_url: health,
    metrics_dashboard: null,
  };
}

/** Operations may be served elsewhere than the others, as keys at `/.well-known` are: that of most of them. */
function basePathOf({ operations }: Contract): string {
  const counts = Map.groupBy(operations, ({ basePaths }) => basePaths[0] ?? '');
  const [most] = [...counts].toSorted(([, some], [, others]) => others.length - some.length);
  return most?.[0] ?? '';
}
