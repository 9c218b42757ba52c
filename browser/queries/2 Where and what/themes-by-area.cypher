// Which themes the letter reports of which areas
// Not a ranking: a missing area is one that the letter does not name.
MATCH (theme:Theme)<-[:HAS_THEME]-(finding:Finding)-[:OBSERVED_IN]->(area:LocalAuthority)
WHERE (finding)-[:REPORTED_IN]->(:Correspondence)
RETURN theme.name, count(DISTINCT area) AS areas, collect(DISTINCT area.name) AS named
ORDER BY areas DESC, theme.name
