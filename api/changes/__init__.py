"""What changed since a version, over HTTP."""
