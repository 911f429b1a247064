"""What an article's page tells of itself, and that no page, however made, does any harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Malformed
from ledger.importers.page import Page, read_page

FULL = """<!doctype html><html lang="en-GB"><head><title>Copper &amp; tin | The Daily Metal</title>
<meta property="og:title" content="Copper clears
  a record">
<meta name="author" content="Priya Raman"><meta name="author" content="Tom Ek">
<meta property="article:author" content="https://example.org/priya">
<meta property="article:published_time" content="2026-03-14T09:00:00+00:00">
<meta property="og:site_name" content="The Daily Metal">
<link rel="canonical" href="https://example.org/2026/copper"></head><body><p>…</p></body></html>"""
LINKED = """<html><head><title>t</title><script type="application/ld+json">
{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Copper",
 "datePublished": "2026-03-14", "url": "https://example.org/c",
 "author": [{"name": "Priya Raman"}, {"name": "Tom Ek"}], "publisher": {"name": "Metal"}}]}
</script></head></html>"""


def test_all_that_the_head_says_is_told() -> None:
    assert read_page(FULL.encode()) == Page(
        title="Copper clears a record",
        authors=("Priya Raman", "Tom Ek"),
        published="2026-03-14",
        url="https://example.org/2026/copper",
        publication="The Daily Metal",
        language="en-GB",
    )


def test_linked_data_is_understood() -> None:
    told = read_page(LINKED.encode())
    assert (told.title, told.authors) == ("Copper", ("Priya Raman", "Tom Ek"))
    assert (told.published, told.url, told.publication) == (
        "2026-03-14", "https://example.org/c", "Metal",
    )  # fmt: skip


def test_another_encoding_is_read_by_its_own_word() -> None:
    page = '<meta charset="iso-8859-1"><title>Mäkinen</title>'
    assert read_page(page.encode("latin-1")).title == "Mäkinen"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<link rel=canonical href="javascript:alert(1)"><title>t</title>', Page(title="t")),
        ('<meta name=date content="14 March"><meta name=date content="2026-02-31">', Page()),
        ("<title>a\x1b[31m\u202eb</title>", Page(title="a[31mb")),
        ('<html lang="klingon?">', Page()),
        ("<title>" + "a" * 9000 + "</title>", Page(title="a" * 300)),
        ('<script type="application/ld+json">{"headline": "x", "headline": 2}</script>', Page()),
    ],
)
def test_what_is_not_of_the_right_form_is_left_out(page: str, expected: Page) -> None:
    assert read_page(page.encode()) == expected


@pytest.mark.parametrize("content", [b"", b"no page", b"<p>\0</p>", b"%PDF-1.7"])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        read_page(content)


@given(st.text(alphabet="<>/!-[]{}\"'= atilescrp\n&#;", max_size=120))
def test_whatever_the_page_it_is_read_or_refused(text: str) -> None:
    try:
        told = read_page(f"<html>{text}".encode())
    except Malformed:
        return
    assert len(told.title or "") <= 300


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "<script>", "&", "<title>", "</", '<a b="'])
def test_no_page_takes_long(piece: str) -> None:
    start = time.process_time()
    read_page(("<html>" + piece * (400_000 // len(piece))).encode())
    assert time.process_time() - start < 5
