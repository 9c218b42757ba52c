// What lies around a node: the nodes within `depth` steps (1 to 3), at most `most`, the nearest first; of as many
// steps, first what has no day, then the newest, last what has an unknown one, and by id. Evidence, sources and what
// the build derives are left out, since everything meets there. `types`: the types that the nodes may have; null:
// any. `day`: null, or the day on which nodes and relationships may have been there. `reached` holds
// [node, steps]; `members` the nodes and the centre.
// What the centre may have most of the graph of is read from the indexes of its pages, which have the newest first.
//
// to: Neighbourhood
// parameters: id string, depth integer, most integer, types strings, day date
// order: centre.id string
// rows: one

OPTIONAL MATCH (:Alias {id: $id})-[:NOW]->(current:Entity)
WITH coalesce(current.id, $id) AS known
MATCH (centre:Entity {id: known})
WITH centre, COLLECT {
  CALL (centre) {
    MATCH (centre)-[edge:$unpaged]-(near)
    WHERE near <> centre
      AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
      AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
      AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, near.day <= $day, true))
    RETURN near
    UNION
    MATCH (centre)-[edge:$pagedByEnd]->(near)
    WHERE near <> centre
      AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
      AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
      AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, near.day <= $day, true))
    RETURN near
    UNION
    MATCH (centre)<-[edge:$pagedByStart]-(near)
    WHERE near <> centre
      AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
      AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
      AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, near.day <= $day, true))
    RETURN near
    UNION
    MATCH ()-[edge:CARRIED_OUT]->(near)
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Inspection' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:INSPECTED]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Inspection' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:JUDGEMENT_OF]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Judgement' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:OBSERVED_IN]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Finding' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:ATTRIBUTED_TO]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Finding' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near:Statement)-[edge:ABOUT]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Statement' IN $types THEN centre.id END
      AND edge.pagedDay <= coalesce($day, date('9999-12-30')) AND near <> centre
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:ABOUT]->()
    WHERE edge.ownerId = centre.id AND edge.pagedDay = date('9999-12-31') AND near <> centre
      AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
      AND ($day IS NULL OR near:Statistic)
    RETURN near
    UNION
    MATCH (near)-[edge:HAS_THEME]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Finding' IN $types THEN centre.id END
      AND edge.kind = 'FINDING' AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.kind DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:HAS_THEME]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Statement' IN $types THEN centre.id END
      AND edge.kind = 'STATEMENT' AND edge.pagedDay <= coalesce($day, date('9999-12-30'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.kind DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
    UNION
    MATCH (near)-[edge:HAS_THEME]->()
    WHERE edge.ownerId = CASE WHEN $day IS NULL AND ($types IS NULL OR 'Statement' IN $types) THEN centre.id END
      AND edge.kind = 'STATEMENT' AND edge.pagedDay = date('9999-12-31')
    RETURN near
    UNION
    MATCH (near)-[edge:HAS_THEME]->()
    WHERE edge.ownerId = CASE WHEN $types IS NULL OR 'Recommendation' IN $types THEN centre.id END
      AND edge.kind = 'RECOMMENDATION' AND edge.pagedDay <= coalesce($day, date('9999-12-31'))
      AND ($day IS NULL OR edge.pagedDay > date('0001-01-01'))
    WITH near, edge
    ORDER BY edge.ownerId DESC, edge.kind DESC, edge.pagedDay DESC, near.id
    LIMIT $most + 1
    RETURN near
  }
  WITH near
  ORDER BY CASE near.day WHEN date('9999-12-31') THEN date('0001-01-01') ELSE coalesce(near.day, date('9999-12-31')) END DESC, near.id
  LIMIT $most + 1
  RETURN near
} AS first
WITH centre, first, COLLECT {
  UNWIND CASE WHEN $depth >= 2 AND size(first) <= $most THEN first ELSE [] END AS step
  MATCH (step)-[edge:$followed]-(near)
  WHERE near <> centre AND NOT near IN first
    AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
    AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
    AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, near.day <= $day, true))
  WITH DISTINCT near
  ORDER BY CASE near.day WHEN date('9999-12-31') THEN date('0001-01-01') ELSE coalesce(near.day, date('9999-12-31')) END DESC, near.id
  LIMIT $most + 1
  RETURN near
} AS second
WITH centre, first, second, COLLECT {
  UNWIND CASE WHEN $depth >= 3 AND size(first) + size(second) <= $most THEN second ELSE [] END AS step
  MATCH (step)-[edge:$followed]-(near)
  WHERE near <> centre AND NOT near IN first AND NOT near IN second
    AND ($types IS NULL OR any(label IN labels(near) WHERE label IN $types))
    AND ($day IS NULL OR coalesce(edge.startFirst <= $day AND $day < edge.endLast, true))
    AND ($day IS NULL OR coalesce(near.startFirst <= $day AND $day < near.endLast, near.day <= $day, true))
  WITH DISTINCT near
  ORDER BY CASE near.day WHEN date('9999-12-31') THEN date('0001-01-01') ELSE coalesce(near.day, date('9999-12-31')) END DESC, near.id
  LIMIT $most + 1
  RETURN near
} AS third
WITH centre, [near IN first | [near, 1]] + [near IN second | [near, 2]] + [near IN third | [near, 3]] AS found
WITH centre, found[..$most] AS reached, size(found) > $most AS truncated
WITH centre, reached, truncated, [centre] + [pair IN reached | pair[0]] AS members
RETURN centre, reached, truncated, members
