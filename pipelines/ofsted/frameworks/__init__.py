"""One file per framework. Each has FRAMEWORK, PROVEN, claims(document) and read(document).

The files are found by listing this folder: a new framework is a new file and its test.
"""
