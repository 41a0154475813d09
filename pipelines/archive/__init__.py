"""The archive: WARC files of ours and of others, their records, and the bodies in them."""
