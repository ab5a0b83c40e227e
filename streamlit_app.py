"""The app: ``streamlit run streamlit_app.py`` serves the UI and the REST API on one port.

Unless ``REDIS_URL`` is set, it brings its own Redis and workers and stops them with itself.
"""

from __future__ import annotations

import sys

import streamlit as st
from starlette.routing import Mount

from summarizer_core.api import PREFIX, create_api, create_root_routes
from summarizer_core.errors import SummarizerError
from summarizer_core.launch import Launch

try:
    launch = Launch.begin()
except SummarizerError as error:
    sys.exit(error.message)

# Streamlit finds the app by reading this line: it must stay a literal assignment.
app = st.App(
    "pages/router.py",
    lifespan=launch.lifespan,
    routes=[
        *create_root_routes(lambda: launch.services),
        Mount(PREFIX, app=create_api(lambda: launch.services)),
    ],
)
