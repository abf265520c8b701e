"""The oracle: did the promises hold? It reads an export and knows nothing of the code that it checks.

Standard library only; nothing of functions/ or sheets_schema/ is imported, rules and labels are read anew from the
design.
`python -m local.demo.oracle DIR` prints its findings and, as the last line, the JSON object of figures.
"""

from local.demo.oracle.material import Material, load
from local.demo.oracle.verdict import Verdict, judge

__all__ = ["Material", "Verdict", "judge", "load"]
