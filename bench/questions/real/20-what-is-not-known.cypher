WITH COLLECT {
  UNWIND ['force:gwent', 'force:city-of-london', 'authority:E06000053'] AS own
  MATCH (b:Entity {id: own})
  RETURN b {.name, coverage: COLLECT {
    MATCH (b)-[e:HAS_COVERAGE]->(w)
    WITH e, w ORDER BY e.term, w.id
    RETURN e {.cycle, .basis, .state, .held, .explanation, framework: w {.id}, evidence: COLLECT {
      UNWIND range(0, coalesce(size(e.evidenceIds), 0) - 1) AS i
      MATCH (p:Entity {id: e.evidenceIds[i]})
      WITH i, p ORDER BY i
      RETURN p {.quote}
    }}
  }}
} AS found
RETURN {gwent: found[0], cityOfLondon: found[1], islesOfScilly: found[2]}
