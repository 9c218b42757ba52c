"""From published files to outcomes, and from the outcomes of all releases to records."""
