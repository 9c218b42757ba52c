// The properties that nodes have, and the types of their values. A row is [labels, property, types].
//
// to: Entity

CALL db.schema.nodeTypeProperties()
YIELD nodeLabels, propertyName, propertyTypes
WITH collect([nodeLabels, propertyName, propertyTypes]) AS rows
RETURN rows
