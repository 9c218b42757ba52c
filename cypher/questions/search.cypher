// Nodes whose names and texts match a full-text query (in the index's query language, which
// `api.schema.search_text` writes), the best match first; `words` is what was asked, for excerpts. A place in a document
// whose title matches is less than the document and what it tells: evidence counts a thousandth. `types`: the types that
// results may have; null: any.
//
// to: Entity
// parameters: query string, words string, types strings
// order: score float DESC, node.id string

WITH $words AS words
CALL db.index.fulltext.queryNodes('searchText', $query) YIELD node, score
WITH node, words, CASE WHEN node:Evidence THEN score / 1000 ELSE score END AS score
WHERE ($types IS NULL OR any(label IN labels(node) WHERE label IN $types))
RETURN node, score, words
