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
  return {
    api_base_url: url === undefined ? null : url + (contract.operations[0]?.basePaths[0] ?? ''),
    documentation_url: await answering('/_system/docs'),
    health_check_url: await answering('/_system/readyz'),
    metrics_dashboard: null,
  };
}
