"""A second answer to every document: stock graphql-core with resolvers in memory, without Cypher.

It reads the CSV files that the store was imported from, and takes the meaning of every field from the
schema's descriptions. Nothing of the compiled side is used but the marks that tell one list's cursors from
another's, and the words for the steps of a path.
"""

from tests.oracle.execution import Oracle
from tests.oracle.graph import Graph, Node, Relationship, read_graph

__all__ = ["Graph", "Node", "Oracle", "Relationship", "read_graph"]
