"""Contract review core: extraction, chunking, caching, engines, stores and use cases.

Nothing in this package imports Streamlit. ``summarizer_core.services`` builds everything
from ``summarizer_core.settings``; importing the package opens no connection.
"""

__version__ = "0.1.0"
