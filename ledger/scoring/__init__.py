"""The statistics that SQL does not do: arrays in, frozen values out.

Nothing here knows a database, a file or a clock. A number that does not exist is None, never
0 or nan, and the same arguments with the same seed give the same answer.
"""
