CALL db.index.fulltext.queryNodes('searchText', '(+(children^4 children~1)) searchKeys:(children 0children)^100 (+searchKeys:(0policeforce0children 0localauthority0children 0safeguardingboard0children 0localpolicingbody0children 0inspectorate0children 0governmentbody0children) searchKeys:(0notended 0meantfirst))^30 (+searchKeys:0named +searchNames:children* searchKeys:(0notended 0meantfirst)) searchKeys:children*^2') YIELD node, score
WITH node, CASE WHEN node:Evidence THEN score / 1000 ELSE score END AS score
WHERE node.scope IS NULL
WITH node, score
ORDER BY score DESC, node.id LIMIT 50
WITH collect({__typename: [l IN labels(node) WHERE NOT l IN ['Entity', 'Organisation']][0], id: node.id, caption: node.caption}) AS found
RETURN {search: {nodes: found}}
