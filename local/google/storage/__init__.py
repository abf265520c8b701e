"""Cloud Storage: buckets, objects, and the bytes that go in and out."""
