"""The read model: views on typed tables that are built from the log and can be thrown away."""
