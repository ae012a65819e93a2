"""What a file really is, by its first bytes: names and extensions are only a claim."""

from __future__ import annotations

import re

from data_access.files.reading.refusal import RefusalError

SIMPAN_ULANG = "Buka berkas itu di Excel atau LibreOffice, simpan sebagai Buku Kerja Excel (.xlsx), lalu unggah lagi."

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "dokumen PDF"),
    (b"{\\rtf", "dokumen RTF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZIP"),
    (b"SQLite format 3", "basis data SQLite"),
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program Linux"),
)
_MARKUP = re.compile(
    r"\s*(?:<!--|<!doctype|<html|<head|<meta|<title|<body|<table|<style|<\?xml|<div|<center|<script|<h\d)",
    re.IGNORECASE,
)
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_LOOK = 4_096


def sniff(content: bytes) -> str:
    """'zip', 'ole' (old Office), 'html', 'xml' (Excel 2003) or 'teks': which reader takes the content.

    RefusalError for everything that is of another kind.
    """
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise RefusalError("Berkas ini kosong. Pastikan berkas yang dipilih benar, lalu unggah lagi.")
    if content.startswith(_ZIP):
        return "zip"
    if content.startswith(_OLE):
        return "ole"
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise RefusalError(
                f"Berkas ini sebenarnya {what}, bukan Excel (.xlsx) atau CSV, apa pun nama berkasnya. "
                "Unggah berkas data surveinya."
            )
    start = _first_text(content)
    if _MARKUP.match(start):
        return "xml" if _SPREADSHEET_2003 in start else "html"
    return "teks"


def _first_text(content: bytes) -> str:
    """The beginning as text, whatever its encoding: enough to see markup."""
    head = content[:_LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if b"\x00<" in head[:64] or b"<\x00" in head[:64]:
        return head.replace(b"\x00", b"").decode("latin-1")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
