"""Explanations of a number as text: the same lines in a popover, on a sheet of an export and in a report."""

from __future__ import annotations

from datetime import datetime

from dashboard.formats import format_bulat, format_tanggal, format_waktu
from dashboard.text.base import plain
from dashboard.views.penjelasan import TABEL_MUTU, AturanDipakai, Penjelasan
from dashboard.views.rumus import angka
from scoring.states import Status
from scoring.zona_waktu import JAM_PANTAU

JUDUL_POPOVER = "Dari mana angka ini?"
DATA_CONTOH = "DATA CONTOH"
# More imports than this are summed up: a year of weekly files would bury the formula.
IMPOR_DISEBUT = 5

Baris = tuple[str, str]


def explanation_rows(penjelasan: Penjelasan, *, whole: bool = False) -> list[Baris]:
    """(label, text) of an explanation, in reading order; nothing empty. ``whole``: every import, for an export."""
    value = penjelasan.nilai
    if penjelasan.nilai_utuh is not None and penjelasan.konversi:
        value += f"; tanpa pembulatan {angka(penjelasan.nilai_utuh)}"
    rows = [
        *([("Keadaan data", DATA_CONTOH)] if penjelasan.is_contoh else []),
        ("Nilai", value),
        *(("Rumus", formula) for formula in penjelasan.rumus),
        ("Responden", "" if penjelasan.n is None else format_bulat(penjelasan.n)),
        ("Kisaran 95 %", penjelasan.kisaran),
        ("Periode", penjelasan.periode),
        *(("Melintasi perubahan aturan", sentence) for sentence in penjelasan.lintas),
        *(("Jawaban yang tidak ikut dihitung", sentence) for sentence in penjelasan.dikecualikan),
        ("Konversi", penjelasan.konversi),
        *((rule.nama, _rule(rule)) for rule in penjelasan.aturan),
        *_imports(penjelasan, len(penjelasan.impor) if whole else IMPOR_DISEBUT),
        ("Data per", "" if penjelasan.data_per is None else _local(penjelasan.data_per)),
    ]
    return [(label, sentence) for label, sentence in rows if sentence]


def explanation_markdown(penjelasan: Penjelasan) -> str:
    """The same as Markdown, a paragraph for each label; texts from data are escaped."""
    found: dict[str, list[str]] = {}
    for label, sentence in explanation_rows(penjelasan):
        found.setdefault(label, []).append(plain(sentence))
    paragraphs = [(plain(label), "  \n".join(sentences)) for label, sentences in found.items()]
    return "\n\n".join(f"**{label}:** {sentences}" for label, sentences in paragraphs)


def unsur_markdown(penjelasan: Penjelasan) -> str:
    """One unsur of a list: its own numbers line by line; what all unsur share stands once, with the index."""
    grade = [rule.isi for rule in penjelasan.aturan if rule.nama == TABEL_MUTU]
    n = (
        ""
        if penjelasan.n is None
        else f"{format_bulat(penjelasan.n)} responden; kisaran 95 % {penjelasan.kisaran.split(';')[0]}"
    )
    lines = [*penjelasan.rumus, *grade, n, *penjelasan.dikecualikan]
    body = "\n".join(f"- {plain(line)}" for line in lines if line)
    return f"**{plain(penjelasan.singkat)}**: {plain(penjelasan.nilai)}\n{body}"


def _rule(rule: AturanDipakai) -> str:
    """'PermenPANRB 14/2017, berlaku mulai 12 Mei 2017: ...'."""
    since = "" if rule.mulai is None else f", berlaku mulai {format_tanggal(rule.mulai)}"
    until = "" if rule.sampai is None else f" sampai {format_tanggal(rule.sampai)}"
    return f"{rule.dasar}{since}{until}: {rule.isi}"


def _imports(penjelasan: Penjelasan, told: int) -> list[Baris]:
    impor = penjelasan.impor
    if penjelasan.status is Status.DISEMBUNYIKAN:
        return []
    if not impor:
        return [("Impor", "tidak ada: dari berkas yang dilihat tanpa disimpan, atau belum ada jawaban")]
    rows = [
        (
            f"Impor nomor {one.nomor}",
            f"{one.berkas}, disimpan {_local(one.waktu)}: {format_bulat(one.n)} responden dari angka ini",
        )
        for one in impor[:told]
    ]
    rest = impor[told:]
    if rest:
        rows.append(
            ("Impor lain", f"{format_bulat(len(rest))} impor, {format_bulat(sum(one.n for one in rest))} responden")
        )
    return rows


def _local(moment: datetime) -> str:
    return format_waktu(moment.astimezone(JAM_PANTAU))
