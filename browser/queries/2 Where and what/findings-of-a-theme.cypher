// Findings of a theme and of its narrower themes, as a picture
// Set the theme's name first (run this line alone, without the slashes):
//   :param theme => 'Joint working with other agencies'
MATCH path = (:Theme {name: $theme})<-[:BROADER*0..]-(:Theme)<-[:HAS_THEME]-(finding:Finding)
OPTIONAL MATCH place = (finding)-[:OBSERVED_IN]->(:LocalAuthority)
RETURN path, place
