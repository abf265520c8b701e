"""Bytes in and out: uploads of three kinds, downloads, the XML API's reading, batches."""
