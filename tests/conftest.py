"""What holds for every test: nothing is kept in, or taken from, the cache of the person who runs them."""

import os

os.environ["GOVRULES_NO_CACHE"] = "1"
