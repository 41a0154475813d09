"""Scrapy's own commands where ours must end otherwise (setting COMMANDS_MODULE)."""
