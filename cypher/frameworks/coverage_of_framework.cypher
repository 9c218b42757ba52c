// What is held of a framework in all, cycle by cycle. Derived by the build.
//
// from: Framework
// to: Framework
// order: edge.term integer, node.id string

MATCH (owner:Framework)-[edge:HAS_COVERAGE]->(node:Framework)
RETURN node, edge
