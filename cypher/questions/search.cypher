// Nodes whose names and texts match a full-text query (in the index's query language, which
// `api.excerpts` writes), the best match first; `words` is what was asked, for excerpts.
//
// to: Entity
// parameters: query string, words string
// order: score float DESC, node.id string

WITH $words AS words
CALL db.index.fulltext.queryNodes('searchText', $query) YIELD node, score
RETURN node, score, words
