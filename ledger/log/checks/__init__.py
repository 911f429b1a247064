"""What `verify` looks at: one check a file, each a function from a `Look` to its findings.

To add one: a file of its neighbours' shape, and its line in ``ledger/log/verify.py``.
"""
