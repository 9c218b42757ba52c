// The number of nodes and relationships in the graph.
//
// to: Dataset

WITH COUNT { () } + COUNT { ()-->() } AS size
RETURN size
