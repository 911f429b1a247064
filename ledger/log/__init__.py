"""The record: an adapter to `eventsourcing` that nothing else needs to know.

This package itself imports nothing heavy; reading the tail of the log needs only the standard
library.
"""
