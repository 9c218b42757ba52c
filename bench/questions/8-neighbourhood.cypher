MATCH (c:Entity {id: $id})
WITH c, COLLECT {
  MATCH (c)-[:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(n:!Evidence&!Source)
  WHERE n <> c
  WITH DISTINCT n ORDER BY coalesce(n.day, date('9999-12-31')) DESC, n.id LIMIT 51
  RETURN n
} AS near
WITH near[..50] AS kept, [c] + near[..50] AS members, size(near) > 50 AS truncated
RETURN {neighbourhood: {
  truncated: truncated,
  nodes: [n IN kept | {steps: 1, node: {id: n.id, caption: n.caption}}],
  links: COLLECT {
    UNWIND members AS a
    UNWIND members AS b
    MATCH (a)-[e:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]->(b)
    WITH e ORDER BY e.id
    RETURN {id: e.id, relationship: type(e)}
  }
}}
