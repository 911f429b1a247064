"""The shelf of verbs: each module has one `command`, listed in ``ledger/cli/table.py``."""
