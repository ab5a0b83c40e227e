"""Programs for those who work on the product."""

import os

# Before numpy is loaded: with several threads, sums of floating-point numbers depend on how many
# there are, and the trained model with them.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
