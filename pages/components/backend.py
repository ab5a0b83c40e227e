"""The one way from the screens to the product."""

from __future__ import annotations

import streamlit as st

from summarizer_core.services import Services, build_services
from summarizer_core.settings import load_settings


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """Everything the product consists of, built once per process and shared by all visitors.

    Raises:
        SettingsError, StartupError: the app was started past its launcher.
    """
    return build_services(load_settings())
