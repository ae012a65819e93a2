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
_MARKUP = re.compile(rb"\s*(?:<!--|<!doctype|<html|<head|<meta|<body|<table|<style|<\?xml|<div)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def sniff(content: bytes) -> str:
    """'zip' or 'teks': which reader takes the content. RefusalError for everything that is of another kind."""
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise RefusalError("Berkas ini kosong. Pastikan berkas yang dipilih benar, lalu unggah lagi.")
    if content.startswith(_ZIP):
        return "zip"
    if content.startswith(_OLE):
        raise RefusalError(_ole_sentence(content))
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise RefusalError(
                f"Berkas ini sebenarnya {what}, bukan Excel (.xlsx) atau CSV, apa pun nama berkasnya. "
                "Unggah berkas data surveinya."
            )
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise RefusalError(
            f"Berkas ini sebenarnya halaman web (HTML/XML), bukan Excel (.xlsx) atau CSV. {SIMPAN_ULANG}"
        )
    return "teks"


def _ole_sentence(content: bytes) -> str:
    if _ENCRYPTED_STREAM in content:
        return (
            "Berkas Excel ini dikunci dengan kata sandi sehingga tidak dapat dibaca. Buka di Excel, hapus kata "
            "sandinya (Berkas > Info > Proteksi Buku Kerja), simpan, lalu unggah lagi."
        )
    return f"Berkas ini berformat Office lama (misalnya .xls), bukan .xlsx. {SIMPAN_ULANG}"
