"""One file per framework. Each has FRAMEWORK, PROVEN, VOCABULARY, claims(document), read(document).

The files are found by listing this folder: a new framework is a new file, its member of
`words.frameworks.Framework`, and its test.
"""
