"""The command line: one verb per file, an explicit table of verbs, one module that owns output."""
