"""How hypothesis looks for examples: the same ones each time, so that a red run means a change; or new ones.

`pytest --hypothesis-profile=explore` tries new ones. No example has a deadline: speed is measured in bench/.
"""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("steady")
