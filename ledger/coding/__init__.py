"""How people code claims: the codebook, the queue, commitments, agreement, and what is settled.

Everything here asks the ledger and hands it commands; nothing is written past it but a coder's own
codings that nobody may see yet (`safe`).
"""
