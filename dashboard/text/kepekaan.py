"""Sentences of the sensitivity strip: why another report may print another number, and which choice gives it."""

from __future__ import annotations

import re

from dashboard.formats import awal_kalimat, format_angka, format_bulat, format_interval, join_kata
from dashboard.text.base import plain
from dashboard.views.kepekaan import KepekaanSatker
from scoring.conversions import KONVERSI
from scoring.sensitivity import RATA_BULAN, SKALA_4, SKALA_100, Cocok, HasilCara
from scoring.states import Status

KEPEKAAN_JUDUL = "Mengapa angka ini bisa berbeda dari laporan lain"
TAMPIL = "Seperti di Pantau"
_ANGKA = re.compile(r"[0-9]{1,3}(?:[.,]([0-9]{1,6}))?")
_PALING_BANYAK = 3


def choice_words(hasil: HasilCara, view: KepekaanSatker) -> list[str]:
    """The choices in which a combination differs from the shown one, in words."""
    cara, words = hasil.cara, []
    for name in cara.changes(view.kepekaan.tampil.cara):
        match name:
            case "konversi":
                words.append(f"konversi {KONVERSI[cara.konversi].nama}")
            case "bobot":
                words.append(view.bobot[cara.bobot])
            case "bulan":
                words.append("rata-rata bulan" if cara.bulan == RATA_BULAN else "semua bulan digabung")
            case "lengkap":
                words.append(f"hanya yang mengisi semua unsur (n {format_bulat(hasil.n)})")
            case _:
                words.append("tiap unsur dibulatkan dulu")
    return words


def choice_label(hasil: HasilCara, view: KepekaanSatker) -> str:
    """'Bobot 0,111'; the shown one is called so."""
    return awal_kalimat(", ".join(choice_words(hasil, view))) or TAMPIL


def kepekaan_summary(view: KepekaanSatker) -> str:
    """'Dengan satu pilihan hitung yang lain IPKP berkisar 3,55–3,68; mutu tetap A.' Markdown-safe."""
    others, shown = view.kepekaan.satu_pilihan, view.kepekaan.tampil
    values = [shown.nilai_4, *(one.nilai_4 for one in others)]
    low, high = min(values), max(values)
    if format_angka(low) == format_angka(high):
        first = f"Dengan satu pilihan hitung yang lain {view.indeks} tetap {format_angka(low)}"
    else:
        first = f"Dengan satu pilihan hitung yang lain {view.indeks} berkisar {format_interval(low, high)}"
    if shown.status is not Status.NILAI:
        return plain(f"{first}; respondennya belum memadai untuk diberi mutu.")
    return plain("; ".join([first, _letters(view), *_gate(view)]) + ".")


def _letters(view: KepekaanSatker) -> str:
    shown, others = view.kepekaan.tampil, view.kepekaan.satu_pilihan
    changed: dict[str, list[str]] = {}
    for one in others:
        if one.mutu is not None and one.mutu != shown.mutu:
            changed.setdefault(one.mutu, []).extend(choice_words(one, view))
    if not changed:
        return f"mutu tetap {shown.mutu}"
    return "; ".join(f"mutu berubah menjadi {letter} bila {_either(words)}" for letter, words in changed.items())


def _gate(view: KepekaanSatker) -> list[str]:
    if view.gate is None:
        return []
    gate, shown = view.gate, reaches(view.kepekaan.tampil, view)
    name = f"ambang {view.predikat} {format_angka(gate)}"
    changed = [
        word for one in view.kepekaan.satu_pilihan if reaches(one, view) != shown for word in choice_words(one, view)
    ]
    now, other = ("tercapai", "tidak tercapai") if shown else ("belum tercapai", "tercapai")
    return [f"{name} {other} bila {_either(changed)}" if changed else f"{name} tetap {now}"]


def reaches(hasil: HasilCara, view: KepekaanSatker) -> bool:
    """True where the combination is at or over the gate, compared unrounded."""
    return view.gate is not None and hasil.nilai_4 >= view.gate - 1e-9


def _either(words: list[str]) -> str:
    return join_kata(words, "atau")


def no_difference(view: KepekaanSatker) -> str:
    """The choices that cannot make a difference here, and why; '' when all can."""
    found = []
    if view.semua_lengkap:
        found.append("Semua responden mengisi semua unsur, jadi jawaban lengkap saja memberi angka yang sama.")
    if view.bulan == 1:
        found.append("Periode ini satu bulan, jadi rata-rata bulanan sama dengan gabungannya.")
    return " ".join(found)


def parse_printed(text: str) -> tuple[float, int] | None:
    """'85,85' or '85.85' as (85.85, 2 decimals); None for anything that is not one number."""
    found = _ANGKA.fullmatch(text.strip())
    return None if found is None else (float(found[0].replace(",", ".")), len(found[1] or ""))


def match_sentence(asked: str, cocok: tuple[Cocok, ...], view: KepekaanSatker) -> str:
    """Which choices give the number of the other report, or that none does. Markdown-safe."""
    if not cocok:
        count = format_bulat(len(view.kepekaan.semua))
        return plain(
            f"Tidak satu pun dari {count} gabungan pilihan menghasilkan {asked}. Kemungkinan datanya yang berbeda: "
            "periode, respondennya, atau unsur yang dihitung."
        )
    if not choice_words(cocok[0].hasil, view):
        return plain(f"{asked} sama dengan yang ditampilkan di sini, pada {cocok[0].skala}.")
    found = [f"{join_kata(choice_words(one.hasil, view))}, hasilnya {_precise(one)} pada {one.skala}" for one in cocok]
    more = len(found) - _PALING_BANYAK
    tail = f" (dan {format_bulat(more)} gabungan lain yang sama banyaknya)" if more > 0 else ""
    return plain(f"{asked} keluar dengan {'; atau '.join(found[:_PALING_BANYAK])}{tail}.")


def _precise(cocok: Cocok) -> str:
    """The value with two decimals more than reports print, so that the match can be seen."""
    hasil = cocok.hasil
    value = {SKALA_4: hasil.nilai_4, SKALA_100: hasil.nilai_100}.get(cocok.skala, hasil.mentah)
    return format_angka(value, 4)
