"""What may become public of texts that people typed: names of donors, and what staff write into public columns.

Detection protects nobody by itself: it only holds back what was consented to, or what staff meant to publish.
"""
