import { refuse, type Draft } from '../draft.ts';
import type { Kind } from '../grammar.ts';
import type { Members } from '../json.ts';
import { swaggerToOpenApi } from '../swagger/convert.ts';
import { walk } from '../walk.ts';
import { refuseCircles } from './circles.ts';
import { fromLaterVersions } from './later-versions.ts';
import { healClosedParts } from './closed-parts.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { healContent, healExample, healOperation, healResponse } from './messages.ts';
import { uniqueOperationIds } from './operation-ids.ts';
import { healOverlappingBranches } from './overlapping-branches.ts';
import { healParameter } from './parameter.ts';
import { healParameterLists } from './parameters.ts';
import { healPaths } from './paths.ts';
import { healSchema } from './schemas.ts';
import { healSecurity } from './security.ts';
import { checkStructure } from './structure.ts';
import { healServer, healSurroundings } from './surroundings.ts';
import { healHeaderParameter, healResponseHeaders, reportUnsendableSecurity } from './unsendable.ts';

/**
 * Turns the draft's bundled document into OpenAPI 3.1 and mends its known faults, in place, each with a finding.
 * What cannot be mended is among the draft's problems afterwards.
 */
export function normalise(draft: Draft, file: string): void {
  if (!/^(?:2(?:\.0)?$|3\.[012](?:\.|$))/u.test(draft.sourceVersion)) {
    refuse(draft, '', `OpenAPI ${draft.sourceVersion} is not known. Write Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2.`);
  }
  checkStructure(draft);
  if (draft.problems.length > 0) return;
  if ('swagger' in draft.document) swaggerToOpenApi(draft);
  refuseCircles(draft);
  if (draft.problems.length > 0) return;
  healSurroundings(draft, file);
  healPaths(draft);
  walk(draft.document, 'document', '', (node, kind, pointer) => {
    fromLaterVersions(draft, node, kind, pointer);
    HEALERS[kind]?.(draft, node, pointer);
  });
  resolveDynamicReferences(draft);
  healClosedParts(draft);
  healOverlappingBranches(draft);
  healParameterLists(draft);
  uniqueOperationIds(draft);
  draft.document.openapi = '3.1.0';
}

type Healer = (draft: Draft, node: Members, pointer: string) => void;

const HEALERS: Partial<Record<Kind, Healer>> = {
  document: (draft, document, pointer) => {
    healSecurity(draft, document, pointer);
    reportUnsendableSecurity(draft, document, pointer);
  },
  server: healServer,
  operation: (draft, operation, pointer) => {
    healSecurity(draft, operation, pointer);
    reportUnsendableSecurity(draft, operation, pointer);
    healOperation(draft, operation, pointer);
  },
  parameter: (draft, parameter, pointer) => {
    healParameter(draft, parameter, 'parameter', pointer);
    healHeaderParameter(draft, parameter, pointer);
    healContent(draft, parameter, pointer);
  },
  header: (draft, header, pointer) => {
    healParameter(draft, header, 'header', pointer);
  },
  requestBody: healContent,
  response: (draft, response, pointer) => {
    healResponse(draft, response, pointer);
    healResponseHeaders(draft, response, pointer);
    healContent(draft, response, pointer);
  },
  example: healExample,
  schema: healSchema,
};
