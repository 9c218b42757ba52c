// What lies around a node: the nodes within `depth` steps (1 to 3), nearest first and by id, at most
// `most`. Evidence, sources and what the build derives are left out, since everything meets there.
// `types`: the types that the nodes may have; null: any. `day`: null, or the day on which nodes and
// relationships may have been there. `reached` holds [node, steps]; `members` the nodes and the centre.
//
// to: Neighbourhood
// parameters: id string, depth integer, most integer, types strings, day date
// order: centre.id string
// rows: one

OPTIONAL MATCH (:Alias {id: $id})-[:NOW]->(current:Entity)
WITH coalesce(current.id, $id) AS known
MATCH (centre:Entity {id: known})
WITH centre, COLLECT {
  MATCH (centre)-[edge:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(near:!Evidence&!Source)
  WHERE near <> centre
    AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
    AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
    AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, nullIf(near.day, date('9999-12-31')) <= $day, true))
  WITH DISTINCT near
  ORDER BY near.id
  LIMIT $most + 1
  RETURN near
} AS first
WITH centre, first, COLLECT {
  UNWIND first AS step
  MATCH (step)-[edge:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(near:!Evidence&!Source)
  WHERE $depth >= 2 AND size(first) <= $most AND near <> centre AND NOT near IN first
    AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
    AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
    AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, nullIf(near.day, date('9999-12-31')) <= $day, true))
  WITH DISTINCT near
  ORDER BY near.id
  LIMIT $most + 1
  RETURN near
} AS second
WITH centre, first, second, COLLECT {
  UNWIND second AS step
  MATCH (step)-[edge:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(near:!Evidence&!Source)
  WHERE $depth >= 3 AND size(first) + size(second) <= $most
    AND near <> centre AND NOT near IN first AND NOT near IN second
    AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
    AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
    AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, nullIf(near.day, date('9999-12-31')) <= $day, true))
  WITH DISTINCT near
  ORDER BY near.id
  LIMIT $most + 1
  RETURN near
} AS third
WITH centre, [near IN first | [near, 1]] + [near IN second | [near, 2]] + [near IN third | [near, 3]] AS found
WITH centre, found[..$most] AS reached, size(found) > $most AS truncated
WITH centre, reached, truncated, [centre] + [pair IN reached | pair[0]] AS members
RETURN centre, reached, truncated, members
