"""REST API: parse, call a use case, serialise. ``create_api`` builds the application."""

from summarizer_core.api.app import PREFIX, create_api, create_root_routes

__all__ = ["PREFIX", "create_api", "create_root_routes"]
