UNWIND [['person:michael-wilshaw', 'board:lscb:E06000004'], ['theme:vetting-delays', 'force:metropolitan']] AS pair
WITH pair, COLLECT {
  MATCH (a:Entity {id: pair[0]}), (b:Entity {id: pair[1]})
  MATCH way = ALL SHORTEST (a)-[:{{followed}}]-{1,8} (b)
  WITH way, reduce(trail = '', each IN nodes(way) + relationships(way) | trail + each.id + ' ') AS trail
  ORDER BY trail LIMIT 20
  RETURN {length: length(way), steps: COLLECT {
    UNWIND range(0, length(way) - 1) AS step
    WITH step, nodes(way)[step] AS x, nodes(way)[step + 1] AS y, relationships(way)[step] AS e
    ORDER BY step
    RETURN {
      from: {id: x.id}, to: {id: y.id}, relationship: type(e), forward: startNode(e) = x,
      words: [x.caption, x.standing, type(e), startNode(e) = x, y.caption, y.standing], evidence: {{passages of e}}
    }
  }}
} AS ways
WITH collect(ways) AS both
RETURN {wilshawAndTheBoard: both[0], vettingAndTheMetropolitanPolice: both[1]}
