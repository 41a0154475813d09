"""The rules: one small function each, on the article fragment (BeautifulSoup) or on text lines."""
