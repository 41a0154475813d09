"""Ofsted's documents and pages → Publication: framework, dates, inspectors, judgements, each with
evidence.
"""
