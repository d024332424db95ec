"""Numbers about results: outcomes, bands, patterns. Reads results only, never the model."""
