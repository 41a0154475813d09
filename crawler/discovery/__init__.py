"""Reading listings: feeds, sitemaps and section pages become links. Pure: bytes in, links out."""
