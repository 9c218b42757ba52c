// Search names and texts
// Set the words first (run this line alone, without the slashes); AND, OR, "a phrase" and a star for any ending work:
//   :param words => 'conference* AND police'
CALL db.index.fulltext.queryNodes('searchText', $words)
YIELD node, score
RETURN labels(node)[-1] AS kind, node.caption, node.id, score
ORDER BY score DESC, node.id
LIMIT 50
