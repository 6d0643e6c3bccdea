import type { Contract, OpenApiDocument, Schema } from '@plumbline/contract/contract';

/** As much of a contract as working on schemas needs: named schemas to refer to. */
export function contractOf(schemas: Record<string, Schema> = {}): Pick<Contract, 'document'> {
  const document: OpenApiDocument = {
    openapi: '3.1.0',
    info: { title: 'Schemas', version: '1' },
    paths: {},
    components: { schemas },
  };
  return { document };
}

export function refTo(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
