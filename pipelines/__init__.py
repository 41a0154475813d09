"""What bytes become: readings, publications, links and copies.

The pure parts (`reading`, `boilerplate`, `ofsted`, `linking`, `duplicates`) import neither Scrapy
nor the database; `process` and `stages` are the thin shell around them.
"""
