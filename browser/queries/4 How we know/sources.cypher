// All sources, and how many places in each are cited
// `seen` is false for a document that is known only through others.
MATCH (source:Source)
RETURN source.name, source.publisher, source.published, source.seen, COUNT { (source)<-[:FROM]-(:Evidence) } AS places, source.url
ORDER BY places DESC, source.name
