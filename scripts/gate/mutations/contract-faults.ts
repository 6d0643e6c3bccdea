import type { Members } from '@plumbline/contract/json';
import { membersOf } from '@plumbline/contract/json';

/** A change to the contract that the backend serves, while the gate proves it by the true one: a validation that is off. */
export type ContractFault = (document: Members) => void;

/** Faults of a backend that holds another contract than it should: dropped checks, bounds off by one, other answers. */
export const contractFaults: Record<string, ContractFault> = {
  'does not check minLength': schema('Name', (name) => delete name.minLength),
  'does not check maxLength': schema('Name', (name) => delete name.maxLength),
  'takes names one too long': schema('Name', (name) => (name.maxLength = 21)),
  'refuses the longest name': schema('Name', (name) => (name.maxLength = 19)),
  'takes names one too short': schema('Name', (name) => (name.minLength = 2)),
  'refuses the shortest name': schema('Name', (name) => (name.minLength = 4)),
  'does not check minimum': schema('Weight', (weight) => delete weight.minimum),
  'does not check maximum': schema('Weight', (weight) => delete weight.maximum),
  'takes weights one too high': schema('Weight', (weight) => (weight.maximum = 5001)),
  'refuses the highest weight': schema('Weight', (weight) => (weight.maximum = 4999)),
  'takes weights one too low': schema('Weight', (weight) => (weight.minimum = 0)),
  'refuses the lowest weight': schema('Weight', (weight) => (weight.minimum = 2)),
  'takes fractions for whole numbers': schema('Weight', (weight) => (weight.type = 'number')),
  'does not check the pattern': schema('Code', (code) => delete code.pattern),
  'does not check the enum': schema('Kind', (kind) => delete kind.enum),
  'does not know a listed value': schema('Kind', (kind) => (kind.enum = ['saw', 'plane'])),
  'does not check maxItems': schema('Labels', (labels) => delete labels.maxItems),
  'does not check minItems': schema('Labels', (labels) => delete labels.minItems),
  'refuses the longest list': schema('Labels', (labels) => (labels.maxItems = 2)),
  'takes the excluded bound': schema('Price', (price) => (price.exclusiveMinimum = -1)),
  'does not check multipleOf': schema('Price', (price) => delete price.multipleOf),
  'does not check a format': written('boughtOn', (date) => delete date.format),
  'does not check a type': written('isSharp', (flag) => delete flag.type),
  'does not check what is required': schema('NewTool', (tool) => (tool.required = ['kind', 'weight'])),
  'requires what is optional': schema('NewTool', (tool) => (tool.required = ['name', 'kind', 'weight', 'boughtOn'])),
  'takes unknown members': schema('NewTool', (tool) => delete tool.additionalProperties),
  'does not check changes': schema('ToolChange', (change) => delete change.additionalProperties),
  'does not check limits from below': parameter('limit', (limit) => delete limit.minimum),
  'does not check limits from above': parameter('limit', (limit) => delete limit.maximum),
  'refuses the highest limit': parameter('limit', (limit) => (limit.maximum = 99)),
  'does not check what to sort by': parameter('sort', (sort) => delete sort.enum),
  'lets everybody in': (document) => delete document.security,
  'does not serve an operation': (document) => delete membersOf(membersOf(document.paths)['/tools/{toolId}']).patch,
  'serves an undeclared method': ({ paths }) => {
    membersOf(membersOf(paths)['/tools']).delete = {
      operationId: 'clearTools',
      responses: { 204: { description: 'Gone' } },
    };
  },
  'does not fill in a default': written('state', (state) => delete state.default),
  'lets clients write a readOnly member': written('serial', (serial) => delete serial.readOnly),
  'does not check identifiers': ({ paths }) => {
    membersOf(membersOf(paths)['/tools/{toolId}']).parameters = [
      { name: 'toolId', in: 'path', required: true, schema: {} },
    ];
  },
};

function schema(name: string, change: (schema: Members) => void): ContractFault {
  return ({ components }) => {
    change(membersOf(membersOf(membersOf(components).schemas)[name]));
  };
}

/** A member as it is sent and as it is shown: what could not be shown would be refused all the same. */
function written(member: string, change: (schema: Members) => void): ContractFault {
  return (document) => {
    property('NewTool', member, change)(document);
    property('Tool', member, change)(document);
  };
}

function property(name: string, member: string, change: (schema: Members) => void): ContractFault {
  return schema(name, ({ properties }) => {
    change(membersOf(membersOf(properties)[member]));
  });
}

/** A query parameter of the list. */
function parameter(name: string, change: (schema: Members) => void): ContractFault {
  return ({ paths }) => {
    const { parameters } = membersOf(membersOf(membersOf(paths)['/tools']).get);
    for (const each of Array.isArray(parameters) ? parameters.map(membersOf) : []) {
      if (each.name === name) change(membersOf(each.schema));
    }
  };
}
