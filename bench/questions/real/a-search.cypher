CALL db.index.fulltext.queryNodes('searchText', {{query of 'children'}}) YIELD node, score
WITH node, CASE WHEN node:Evidence THEN score / 1000 ELSE score END AS score
WHERE node.scope IS NULL
WITH node, score
ORDER BY score DESC, node.id LIMIT 50
WITH collect({__typename: [l IN labels(node) WHERE NOT l IN ['Entity', 'Organisation']][0], id: node.id, caption: node.caption}) AS found
RETURN {search: {nodes: found}}
