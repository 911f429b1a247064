"""The full-screen browser of ``claims browse``: what is on record, moved through with keys.

It needs the extra ``tui``. Only `app` and the files that it draws with know Textual; `model`,
`desk` and `shell` do not, and are what the browser is without a terminal.
"""
