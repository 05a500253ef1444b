"""Recordings: real exchanges with a model server, kept as files and played back.

`label` says whose exchange it is, `store` keeps the files, `transport` stands between the client and the
network, and `staleness` says why an exchange has no recording.
"""
