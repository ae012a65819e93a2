"""Sentences and words that every page uses; text from data is escaped for Markdown."""

from __future__ import annotations

import re

from dashboard.formats import (
    format_angka,
    format_bulat,
    join_kata,
    kata_bilangan,
)
from dashboard.views.responden import RespondenTarget
from dashboard.views.ringkasan import RingkasanWilayah
from scoring.changes import NAIK, RESPONDEN_SEDIKIT, TANPA_KISARAN, TURUN, WAJAR, Perubahan
from scoring.rules import PREDIKAT

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
# What the frontend still finds after the escapes are gone: addresses, :material/icons:, arrows and the like. An invisible
# word joiner in between (U+2060) leaves the text as it looks.
_FOUND_LATER = re.compile(r"(?<=:)(?=[a-z/])|(?<=www)(?=\.)|(?=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)
ALASAN = {
    "mutu": "mutu C atau D",
    "ambang": "di bawah ambang",
    "di bawah sejenis": "di bawah satker sejenis",
    "turun nyata": "turun nyata",
    "menetap": "menetap",
    "dua terendah": "dua terendah",
}


def inert(text: str) -> str:
    """The same to the eye, with nothing in it that the frontend turns into a link or an icon."""
    return _FOUND_LATER.sub("\u2060", text)


def plain(text: str) -> str:
    """Text that came from data, safe inside Markdown: shown letter by letter, never as a link, picture or formula."""
    return _MARKDOWN.sub(r"\\\1", inert(text))


def count_satker(count: int) -> str:
    """'tiga satker', '19 satker', 'tidak ada satker'."""
    return "tidak ada satker" if count == 0 else f"{kata_bilangan(count)} satker"


def reasons(alasan: tuple[str, ...]) -> str:
    """The reasons of a weak unsur in words."""
    return join_kata([ALASAN[name] for name in alasan])


def change_words(perubahan: Perubahan | None, sebelumnya: str) -> str:
    """'naik nyata 0,08 dari Mei 2026', 'masih variasi wajar dibanding Mei 2026', or that nothing can be compared."""
    if perubahan is None:
        return f"tidak ada pembanding ({sebelumnya} tanpa data)"
    if perubahan.arah == WAJAR:
        return f"masih variasi wajar dibanding {sebelumnya}"
    if perubahan.arah in {TANPA_KISARAN, RESPONDEN_SEDIKIT}:
        return f"perubahan dari {sebelumnya} {perubahan.arah}"
    word = {NAIK: "naik nyata", TURUN: "turun nyata"}[perubahan.arah]
    return f"{word} {format_angka(abs(perubahan.selisih))} dari {sebelumnya}"


def no_answers(view: RingkasanWilayah | RespondenTarget) -> str:
    """Nothing was answered, so nothing can be good or bad; that there are recaps, where there are."""
    periode, total = view.pilihan.periode.label, format_bulat(len(view.tabel))
    if view.hanya_rekap:
        return f"Hanya ada rekap pada {periode}: {format_bulat(view.hanya_rekap)} dari {total} satker, belum ada jawaban responden"
    return f"Belum ada jawaban pada {periode}"


def basis(survei: str, periode: str, n: int, data_per: str, *, sementara: bool = False) -> str:
    """What a page rests on: survey, period, respondents, time of the data."""
    part = " (berjalan, sementara)" if sementara else ""
    counted = f"{format_bulat(n)} responden" if n else "belum ada jawaban"
    return f"{survei}, {periode}{part}, {counted}, data per {data_per}"


def gate_label(predikat: str) -> str:
    """'ambang WBK'."""
    return f"ambang {predikat or PREDIKAT[0]}"
