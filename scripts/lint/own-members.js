/** Flags of the TypeScript compiler: a type that holds any text, and a template of texts. */
const STRING = 4;
const TEMPLATE = 2 ** 27;

/**
 * Forbids reading and writing a member by a name that is known at run time only, where the object takes any name: every
 * object inherits `constructor`, and assigning to `__proto__` changes the prototype. Names come from contracts and
 * clients, so that any of them may occur.
 */
export const ownMembers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'This may read an inherited member. Use getOwn (@plumbline/contract/json) or a Map.',
      write: 'This may change the prototype. Use setOwn (@plumbline/contract/json) or a Map.',
      in: 'This finds inherited members too. Use Object.hasOwn.',
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const typesOf = (node) => {
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
      return type.isUnion() ? type.types : [type];
    };
    const isAnyText = (node) => typesOf(node).some(({ flags }) => (flags & (STRING | TEMPLATE)) !== 0);
    const takesAnyName = (node) =>
      typesOf(node).some((type) =>
        checker
          .getIndexInfosOfType(checker.getApparentType(type))
          .some(({ keyType }) => (keyType.flags & STRING) !== 0),
      );
    return {
      MemberExpression(node) {
        const { parent } = node;
        if (!node.computed || !isAnyText(node.property) || !takesAnyName(node.object)) return;
        // Deleting removes own members only.
        if (parent.type === 'UnaryExpression' && parent.operator === 'delete') return;
        const isWritten = parent.type === 'AssignmentExpression' && parent.left === node;
        context.report({ node, messageId: isWritten ? 'write' : 'read' });
      },
      'BinaryExpression[operator="in"]'(node) {
        if (isAnyText(node.left)) context.report({ node, messageId: 'in' });
      },
    };
  },
};
