"""Inputs: which articles a command line names, taken one by one, however many there are.

`walk` finds files; `rows` reads articles out of JSON Lines; `stream` is both together.
"""
