"""`python -m local.demo`."""

from local.demo.run import main

raise SystemExit(main())
