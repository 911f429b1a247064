"""The seal: what makes a log provably unaltered, and proofs that hold without it.

Bytes in, bytes out: nothing here knows a file, a database or what a fact says.
"""
