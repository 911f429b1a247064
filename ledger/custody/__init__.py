"""Custody of a ledger: signing it, proving from it, redacting in it, copying it and its log.

Each file is one thing that is done with a ledger as a whole; what is recorded on the way is
recorded as facts, through `ledger.app.Ledger`.
"""
