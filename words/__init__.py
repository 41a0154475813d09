"""The ground room: the vocabularies that every other room speaks in. It imports none of them.

Each vocabulary is one file; a member of an enum carries its own explanation, from which the tables
of docs/ are written.
"""
