"""Figures and charts of the administrators' screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from summarizer_core.cache_figures import Span

#: Fixed room for the labels of the upright axis: charts below each other begin at one line.
_UPRIGHT: Final = {"minExtent": 46, "maxExtent": 46}

#: To the right, for half of the last label.
_PADDING: Final = {"left": 0, "top": 0, "right": 16, "bottom": 0}

_HIT: Final = "Known (hits)"
_MISS: Final = "Asked of an engine (misses)"


def metrics(figures: Mapping[str, str], width: int = 190) -> None:
    """Figures in boxes, as many to a line as there is room for."""
    with st.container(horizontal=True, gap="small"):
        for name, value in figures.items():
            st.metric(name, value, border=True, width=width)


def no_worker() -> None:
    st.warning(
        "No worker is running: documents wait. Start one with: python worker.py",
        icon=":material/warning:",
    )


def look_ups(spans: Sequence[Span], alt: str) -> None:
    """Hits and misses as bars on top of each other. The browser shows the times in its own time
    zone."""
    rows = [
        {
            "begin": _time(span.begin),
            "end": _time(span.end),
            "what": what,
            "count": count,
            "low": low,
            "high": low + count,
        }
        for span in spans
        for what, count, low in (
            (_HIT, span.total.hits, 0),
            (_MISS, span.total.misses, span.total.hits),
        )
        if count
    ]
    encoding = {
        "x": _time_axis(spans),
        "x2": {"field": "end"},
        "y": {
            "field": "low",
            "type": "quantitative",
            "title": None,
            "scale": {"zero": True},
            "axis": {**_UPRIGHT, "tickMinStep": 1, "format": ",d"},
        },
        "y2": {"field": "high"},
        "color": {
            "field": "what",
            "type": "nominal",
            "title": None,
            "scale": {"domain": [_HIT, _MISS]},
            "legend": {"orient": "top", "labelLimit": 0},
        },
        "tooltip": [
            *_TIME_TOOLTIP,
            {"field": "what", "title": "Texts"},
            {"field": "count", "title": "How many", "format": ",d"},
        ],
    }
    _draw(rows, {"type": "rect"}, encoding, alt, "look-ups", 250)


def hit_rate(spans: Sequence[Span], alt: str) -> None:
    """The hit rate as a line that is broken where nothing was looked up."""
    rows = [
        {
            "begin": _time(span.begin),
            "end": _time(span.end),
            "middle": _time(span.begin + (span.end - span.begin) / 2),
            "rate": span.total.hit_rate,
        }
        for span in spans
    ]
    encoding = {
        "x": _time_axis(spans, "middle"),
        "y": {
            "field": "rate",
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [0, 1]},
            "axis": {**_UPRIGHT, "format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]},
        },
        "tooltip": [*_TIME_TOOLTIP, {"field": "rate", "title": "Hit rate", "format": ".0%"}],
    }
    mark = {"type": "line", "point": {"size": 28}, "strokeWidth": 2}
    _draw(rows, mark, encoding, alt, "hit-rate", 170)


def _draw(
    rows: Sequence[Mapping[str, Any]],
    mark: Mapping[str, Any],
    encoding: Mapping[str, Any],
    alt: str,
    key: str,
    height: int,
) -> None:
    spec = {"mark": mark, "encoding": encoding, "height": height, "padding": _PADDING}
    st.vega_lite_chart(rows, spec, alt=alt, key=key)


def _time(at: Any) -> str:
    """With "Z": Vega reads a time without a zone as the browser's own."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _time_axis(spans: Sequence[Span], field: str = "begin") -> dict[str, Any]:
    return {
        "field": field,
        "type": "temporal",
        "title": None,
        "scale": {"domain": [_time(spans[0].begin), _time(spans[-1].end)]},
        "axis": {"format": "%H:%M", "labelOverlap": True, "labelBound": True, "tickCount": 8},
    }


_TIME_TOOLTIP: Final = [
    {"field": "begin", "type": "temporal", "title": "From", "format": "%H:%M"},
    {"field": "end", "type": "temporal", "title": "To", "format": "%H:%M"},
]
