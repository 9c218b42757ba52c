// How many nodes and relationships the graph has, together.
//
// to: Dataset

WITH COUNT { () } + COUNT { ()-->() } AS size
RETURN size
