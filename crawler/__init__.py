"""Which pages exist, and their bytes. The only place that knows Scrapy's engine."""
