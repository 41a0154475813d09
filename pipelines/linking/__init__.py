"""Authorities and providers named, quotations matched, report ↔ inspection (candidates are handed
in).
"""
