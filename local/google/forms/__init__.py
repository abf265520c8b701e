"""Google Forms v1: forms, their items, responses and watches, and the rules of the page that a respondent sees."""
