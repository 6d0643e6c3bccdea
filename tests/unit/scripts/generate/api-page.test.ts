import { expect, test } from '@jest/globals';
import { apiPage } from '../../../../scripts/generate/api-page.ts';
import { loadContract } from '@plumbline/contract/load';

test('operations stand under their tags, with who may call them, what they take and what they answer', async () => {
  const page = apiPage(await loadContract('docs/lint/contract.yaml'));
  expect(page).toContain('# The API of The tool shed\n');
  expect(page).toContain('- **Tools**: [listTools](#listtools), [updateTool](#updatetool)\n');
  expect(page.slice(page.indexOf('### updateTool'))).toBe(`### updateTool

\`PATCH /v1/tools/{toolId}\`

Change a tool. Who: bearer (\`desk:write\`).

- \`toolId\` (path): [ToolId](lint/contract.yaml). The tool.
- \`If-Match\` (header): string, at most 40 characters. The \`ETag\` of what is to be changed.
- body: [ToolChange](lint/contract.yaml) as \`application/json\`
- **200**: [ToolAnswer](lint/contract.yaml) as \`application/json\`. The tool as it is now.
- refused with 400, 401, 403, 404, 406, 409, 412, 413, 415, 429, 500, 503
`);
});
