"""The shelf of screens: rows in, something rich can print out. No file, no query, no clock.

One screen per file, each with one `render(data, look)`. Whatever came from outside passes through
`visible` and into a `rich.text.Text`, never into markup.
"""
