"""Web pages: what a browser shows, in order; what is a page; and hostile ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import HTML, TEXT, Limits
from summarizer_core.models import ExtractedDocument


def read(folder: Path, page: str | bytes) -> ExtractedDocument:
    path = folder / "contract.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    assert extraction.identify(path, path.name) == HTML
    return extraction.extract(path, HTML, Limits(), filename=path.name)


def body(text: str) -> str:
    return f"<!DOCTYPE html><html><head><title> Supply  Contract </title></head><body>{text}</body>"


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_visible_text_comes_in_order_and_nothing_else(tmp_path):
    document = read(
        tmp_path,
        "<!DOCTYPE html><html><head><title> Supply \n Contract </title><style>p{color:red}</style>"
        "<script>var a = '<p>no</p>';</script></head><body>Intro<!-- remark --><p>The <b>fee</b>\n"
        "  is&nbsp;&euro;5 &amp; &lt;VAT&gt;.<br>Due <a href='http://example.org/'>soon</a>."
        "<noscript>Enable scripts</noscript><template>later</template><div>Inner <q>quote</q></div>"
        "after</p><pre>one\n  two</pre><select><option>a<option selected>b</select>"
        "<input value='typed'><input type=hidden value=no></body></html>",
    )
    assert document.text == (
        "Intro\n\nThe fee is €5 & <VAT>.\nDue soon.\n\nInner “quote”\n\nafter\n\none\ntwo\n\nbtyped"
    )
    assert document.title == "Supply Contract"
    assert document.warnings == ()


def test_text_after_the_end_of_the_page_is_read_like_a_browser_does(tmp_path):
    document = read(
        tmp_path, "<html><body>One</body></html>\n<p>Two</p><html><body><p>Three</html>"
    )
    assert document.text == "One\n\nTwo\n\nThree"


def test_headings_keep_their_level(tmp_path):
    document = read(tmp_path, body("<h1>1. <i>Fees</i></h1><p>Text</p><h3>Due\n date</h3>"))
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("1. Fees", 1),
        ("Due date", 3),
    ]


def test_lists_show_their_numbers(tmp_path):
    document = read(
        tmp_path,
        body(
            "<ol><li>One<ol type=a><li>sub<li value=4><p>four</p><p>goes on</p></ol><li>Two</ol>"
            "<ol start=7><li>Seven</ol><ol style='list-style-type: upper-roman'><li>R</ol>"
            "<ol reversed><li>x<li>y</ol><ul><li>dot</ul><ul style='list-style:none'><li>bare</ul>"
        ),
    )
    assert document.text.split("\n\n") == [
        "1. One", "a. sub", "d. four", "goes on", "2. Two", "7. Seven", "I. R", "2. x", "1. y",
        "• dot", "bare",
    ]  # fmt: skip


def test_tables_come_by_rows_and_layout_tables_as_what_they_hold(tmp_path):
    document = read(
        tmp_path,
        body(
            "<table><caption>Prices</caption><thead><tr><th>Item<th>Fee</thead><tr><td rowspan=2>A"
            "<td>1<tr><td></td><td>2</table>"
            "<table><tr><td><h2>Title</h2><p>Text</p><table><tr><td>x<td>y</table></table>"
        ),
    )
    assert document.text == "Prices\nItem | Fee\nA | 1\n2\n\nTitle\n\nText\n\nx | y"
    assert len(document.headings) == 1


def test_hidden_elements_stay_out_and_are_warned_of(tmp_path):
    document = read(
        tmp_path,
        "<html><style>/* .seen{display:none} */ .gone, #also { display : none } "
        "@media print { .seen { display: none } }</style><body><p>Seen<span style='display:none'>"
        "secret</span></p><p hidden>no</p><p class='a gone'>no</p><p id=also>no</p>"
        "<p class=seen>Still seen</p><div style='font-size:0'>no</div><p style='display:none'></p>",
    )
    assert document.text == "Seen\n\nStill seen"
    assert codes(document) == ["hidden_text"]
    assert "5 places" in document.warnings[0].message


def test_changes_are_read_as_accepted(tmp_path):
    document = read(tmp_path, body("<p>Net <del>ten</del><ins>twenty</ins> days"))
    assert document.text == "Net twenty days"
    assert codes(document) == ["tracked_changes"]


def test_pages_and_margins_from_word_processors(tmp_path):
    document = read(
        tmp_path,
        body(
            "<div title='header'><p>Draft</p></div><p>One</p>"
            "<p style='page-break-before: always'>Two</p>"
            "<br style='page-break-before:always' clear=all><p>Three</p>"
        ),
    )
    pages = [document.text[page.start : page.end].strip() for page in document.pages]
    assert pages == ["One", "Two", "Three"]
    assert [entry.text for entry in document.furniture] == ["Draft"]


@pytest.mark.parametrize(
    ("page", "warned"),
    [
        ("<html><p>Käufer “x” €".encode("utf-8-sig"), False),
        ("<html><p>Käufer “x” €".encode("utf-16"), False),
        ("<html><meta charset=iso-8859-1><p>Käufer “x” €".encode("cp1252"), False),
        ("<?xml version='1.0' encoding='cp1252'?><html><p>Käufer “x” €".encode("cp1252"), False),
        ("<html><meta content='text/html; charset=utf-8'><p>Käufer “x” €".encode(), False),
        ("<html><meta charset=utf-8><p>Käufer “x” €".encode("cp1252"), True),
        ("<html><p>Käufer “x” €".encode("cp1252"), True),
        ("<html><meta charset=no-such><p>Käufer “x” €".encode(), False),
    ],
)  # fmt: skip
def test_letters_are_read_in_the_pages_encoding(tmp_path, page, warned):
    document = read(tmp_path, page)
    assert document.text == "Käufer “x” €"
    assert codes(document) == ["encoding_guessed"] * warned


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        ("<HTML>x", "c.txt", HTML),
        ("<!-- saved from url -->\n<!DOCTYPE HTML PUBLIC 'x'>", "c", HTML),
        ("<?xml version='1.0'?>\n<!DOCTYPE html><html xmlns='x'>", "c.xhtml", HTML),
        ("<div><p>One</p><p>Two</p></div>", "c.txt", HTML),
        ("<div align=center><h1>Project</h1><p>Text</p></div>\n\n# Terms", "README.md", TEXT),
        ("<p>A contract between", "c.txt", TEXT),
        ("<p>The fee is &euro;5.</p><p>Second</p>", "c", HTML),
        ("<!-- x -->\n<div><p>The fee</p></div>", "c.txt", HTML),
        ("<b>Terms</b> of supply<br>", "c.txt", HTML),
        ("<p>The fee is &euro;5.", "c.html", HTML),
        ("Dear Sir,<br>the fee is due.", "c.htm", HTML),
        ("The fee is < 5 and > 3.", "c.html", TEXT),
        ("<p>One</p><p>Two</p>", "c.md", TEXT),
        ("<Title>\n<Address>\n\nThe parties", "c.txt", TEXT),
        ("<Supplier> shall deliver </p>", "c.txt", TEXT),
        ("The tag <html> opens </a></b></i> a page.", "c.txt", TEXT),
    ],
)
def test_a_page_is_known_by_its_content(tmp_path, text, name, media_type):
    path = tmp_path / "x"
    path.write_text(text)
    assert extraction.identify(path, name) == media_type


@pytest.mark.parametrize(
    ("page", "error", "code"),
    [
        (body("<div>" * 100_000 + "x"), errors.LimitExceeded, "nested_too_deeply"),
        (body("<b>" * 1000 + "x"), errors.LimitExceeded, "nested_too_deeply"),
        (body("<table><tr><td>" * 300 + "x"), errors.LimitExceeded, "nested_too_deeply"),
        (body("<script>document.write('x')</script>"), errors.NoReadableText, "no_readable_text"),
        ("<html>", errors.NoReadableText, "no_readable_text"),
    ],
)
def test_hostile_and_empty_pages_are_refused(tmp_path, page, error, code):
    started = time.monotonic()
    with pytest.raises(error) as caught:
        read(tmp_path, page)
    assert caught.value.code == code
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "run",
    [
        " " * 500_000,
        "<pre>" + "\n \n" * 200_000 + "</pre>",
        "<p>" + "<?xml " * 100_000 + ">",
        "<style>" + "/* " * 500_000 + "</style>",
    ],
)
def test_long_runs_take_no_more_time_than_others(tmp_path, run):
    started = time.monotonic()
    assert read(tmp_path, body("<p>Before.</p>" + run + "<p>After.</p>")).text.startswith("Before.")
    assert time.monotonic() - started < 10


def test_external_entities_are_not_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("not for readers")
    page = f"<!DOCTYPE html [<!ENTITY a SYSTEM 'file://{secret}'>]><html><p>Text &a; end</p>"
    assert "not for readers" not in read(tmp_path, page).text


@pytest.mark.parametrize(
    ("page", "places"),
    [
        ("<p>Fee</p><p style='color:white'>not due</p>", 1),
        ("<p style='color: #FFF'>One</p><p style='color:rgb(255, 255, 255)'>two</p>", 1),
        ("<p><font color=#ffffff>One</font> two <span style='color:transparent'>3</span></p>", 2),
        ("<p style='position:absolute;left:-9999px'>away</p>", 1),
        ("<p style='left:-9999px;position:fixed'>away</p>", 1),
        ("<p style='text-indent:-999em'>away</p>", 1),
        ("<p style='font-size:1px'>tiny</p>", 1),
        ("<p class=w>white</p><style>.w{color:#fff}</style>", 1),
        ("<p style='color:white'>One <b style='color:#000'>two</b></p>", 1),
        ("<table><tr><td style='color:white'>x</table>", 1),
        ("<div style='background:#036'><p style='color:white'>seen</p></div>", 0),
        ("<table><tr bgcolor=navy><td style='color:white'>x</table>", 0),
        ("<p class=w>x</p><style>.w{color:#fff;background-color:navy}</style>", 0),
        ("<p style='color:white'>x</p><style>html body{background:navy}</style>", 0),
        ("<p style='background-color:white;color:#fffff0'>ivory</p>", 0),
        ("<p style='margin-left:-9999px;left:-9999px'>in its place</p>", 0),
        ("<p style='font-size:10px;text-indent:-2em'>x</p>", 0),
    ],
)
def test_text_that_cannot_be_seen_is_read_and_warned_of(tmp_path, page, places):
    document = read(tmp_path, body(page))
    assert codes(document) == ["invisible_text"] * bool(places)
    if places:
        assert f" in {places} place" in document.warnings[0].message


def test_a_page_in_a_frame_of_the_page_is_read_and_one_elsewhere_is_not_fetched(tmp_path):
    inner = "<p>Fee &amp;amp; cap</p><p hidden>no</p><p style='color:white'>pale</p>"
    page = f'Before<iframe srcdoc="{inner}">no</iframe>after<iframe src="a.html">no</iframe>'
    document = read(tmp_path, body(page))
    assert document.text == "Before\n\nFee & cap\n\npale\n\nafter"
    assert codes(document) == ["hidden_text", "invisible_text"]


@pytest.mark.parametrize("source", ["", " ", "<!-- x -->", "<script>x</script>"])
def test_an_empty_frame_says_nothing(tmp_path, source):
    assert read(tmp_path, body(f"<p>Fee</p><iframe srcdoc='{source}'></iframe>")).text == "Fee"


def test_style_sheets_without_measure_take_no_time(tmp_path):
    hostile = [
        "<style>" + ".a{color:white;" + "background:" * 200_000 + "}</style><p class=a>x</p>",
        "<style>" + ".a{color:white}" * 100_000 + "</style>" + "<p class=a>x</p>" * 2_000,
        f"<p style='{'position:absolute;left:-' * 200_000}'>x</p>",
        f"<p style='font-size:{'1' * 500_000}'>x</p>",
    ]
    for page in hostile:
        begin = time.perf_counter()
        assert read(tmp_path, body(page)).text
        assert time.perf_counter() - begin < 5
