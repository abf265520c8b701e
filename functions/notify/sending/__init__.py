"""Handing in: each message once, by claims, a mail server and receipts."""
