"""Sentences about recaps: what they are, what they cannot tell, and why they differ from the answers."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formats import (
    awal_kalimat,
    format_angka,
    format_bulat,
    format_dekat_ambang,
    format_perubahan,
    is_missing,
    join_kata,
)
from dashboard.text.base import count_satker, plain
from dashboard.views.rekap import Pencocokan, RekapSatker
from dashboard.views.ringkasan import RingkasanWilayah
from data_access.recap_records import NilaiTercatat, RekapTercatat
from scoring.conversions import KONVERSI
from scoring.indeks import BOBOT
from scoring.instruments import Instrumen
from scoring.periods import Periode, month_label
from scoring.recompute import ASLI, EMPAT, GENAP, HASIL, NRR, POTONG, SERATUS, Langkah, Pembulatan
from scoring.reconcile import Cocokan, Hitungan, Kecocokan
from scoring.sensitivity import RATA_BULAN
from scoring.states import Status
from scoring.zona import at_least

NAMA_SKALA = {ASLI: "skala jawaban", EMPAT: "skala 4", SERATUS: "skala 100"}
KETERANGAN = "Angka dari rekap, bukan dari jawaban satu per satu: tanpa kisaran dan tanpa keterangan responden."
DISEBUT = 3


def skala_name(skala: str, instrumen: Instrumen) -> str:
    """'skala 100', or 'skala 1-6' for the answers' own."""
    if skala == ASLI:
        return f"skala {instrumen.skala_min}-{instrumen.skala_maks}"
    return NAMA_SKALA[skala]


def n_words(n: int | None) -> str:
    """'43 responden', or that the number is not known."""
    return "jumlah responden tidak disebut" if n is None else f"{format_bulat(n)} responden"


def recap_cell(one: RekapSatker, gate: float | None = None) -> str:
    """'3,88 A (rekap, n 43)' for a table whose other cells are values of answers; three decimals near the ``gate``."""
    mutu = f" {one.nilai.mutu}" if one.nilai.mutu else ""
    n = "" if one.nilai.n is None else f", n {format_bulat(one.nilai.n)}"
    return f"{format_dekat_ambang(one.nilai.nilai_4, gate)}{mutu} (rekap{n})"


def card_value(one: RekapSatker, gate: float | None = None) -> str:
    """'3,88 · A', or the value alone."""
    value = format_dekat_ambang(one.nilai.nilai_4, gate)
    return f"{value} · {one.nilai.mutu}" if one.nilai.mutu else value


def card_note(one: RekapSatker) -> str:
    """What stands under the value of a card: that it is a recap, n, no interval. Markdown-safe."""
    thin = "di bawah minimal, jadi tanpa mutu; " if one.nilai.status is Status.DI_BAWAH_MINIMAL and one.nilai.n else ""
    return plain(f"Rekap, {thin}{n_words(one.nilai.n)}, tanpa kisaran; belum ada jawaban satu per satu")


def recap_verdict(one: RekapSatker, gate: float | None = None) -> str:
    """'IPKP 3,80 menurut rekap, jawaban respondennya belum ada'."""
    return f"{one.instrumen.indeks} {format_dekat_ambang(one.nilai.nilai_4, gate)} menurut rekap, jawaban respondennya belum ada"


def recap_sentence(one: RekapSatker, gate: float | None = None) -> str:
    """The finding of a satker of which only a recap is known: its number, its side of the ``gate`` as far as a number without
    interval can tell (not under the floor), and that it is no answers."""
    value = format_dekat_ambang(one.nilai.nilai_4, gate)
    grade = f", mutu {one.nilai.mutu}" if one.nilai.mutu else ""
    side = ""
    if gate is not None and one.nilai.status is Status.NILAI:
        verb = "mencapai" if at_least(one.nilai.nilai_4, gate) else "di bawah"
        side = f", {verb} ambang {format_angka(gate)}"
    first = f"{one.instrumen.indeks} {value} dari 4{grade}{side}, dari rekap ({n_words(one.nilai.n)})"
    return f"{first}: jawaban satu per satu belum ada, jadi tanpa kisaran dan tanpa keterangan responden."


def printed_words(record: RekapTercatat, instrumen: Instrumen) -> str:
    """'93,5 pada skala 100' as the file has it; that there is no index where it has only unsur."""
    if record.indeks is None:
        return "tanpa indeks, hanya nilai unsur"
    return f"{as_printed(record.indeks)} pada {skala_name(record.indeks.skala, instrumen)}"


def as_printed(nilai: NilaiTercatat) -> str:
    """The number with the decimals that the file gives it, decimal comma."""
    return nilai.nilai.replace(".", ",")


def recap_line(one: RekapSatker) -> str:
    """One recap in a sentence. Markdown-safe."""
    record = one.tercatat
    first = f"{one.instrumen.indeks} {record.periode.label}: tertulis {printed_words(record, one.instrumen)}, {n_words(record.n)}"
    ours = f"dihitung dengan {KONVERSI[one.konversi].nama} menjadi {format_angka(one.nilai.nilai_4)} pada skala 4"
    parts = [first, ours, *_grade_words(one)]
    return plain("; ".join(parts) + f". Berkas {record.nama_berkas}.")


def _grade_words(one: RekapSatker) -> list[str]:
    if one.nilai.mutu is None:
        return (
            ["tanpa mutu karena respondennya tidak disebut atau terlalu sedikit"]
            if not one.mutu_tercetak
            else [
                f"mutu tertulis {one.mutu_tercetak}, dari Pantau belum diberi karena respondennya tidak disebut atau terlalu sedikit"
            ]
        )
    if one.is_mutu_beda:
        return [f"mutu {one.nilai.mutu} menurut tabel yang berlaku, tertulis {one.mutu_tercetak}"]
    return [f"mutu {one.nilai.mutu}"]


def former_line(one: RekapSatker) -> str:
    """Which former versions were revised; '' for none. Markdown-safe."""
    if not one.lama:
        return ""
    told = [f"{printed_words(old, one.instrumen)} ({n_words(old.n)}, {old.nama_berkas})" for old in one.lama[:DISEBUT]]
    return plain(f"Direvisi; sebelumnya {join_kata(told)}.")


def match_line(one: RekapSatker) -> str:
    """How the recap and the answers of the same period agree, and why not; '' without answers. Markdown-safe."""
    if one.cocok is None:
        return ""
    cocok, hasil = one.cocok, one.cocok.hasil
    sentences = [_difference(one, cocok)]
    if hasil.kecocokan is Kecocokan.DIJELASKAN:
        sentences.append(_explained(hasil, one.instrumen))
    elif hasil.kecocokan is Kecocokan.TIDAK_DIJELASKAN:
        sentences.append(_unexplained(hasil, one.instrumen))
    if words := _respondents(cocok, hasil):
        sentences.append(words)
    return plain(" ".join(sentences))


def _difference(one: RekapSatker, cocok: Pencocokan) -> str:
    hasil = cocok.hasil
    digits = max(hasil.tercetak.desimal, 2)
    printed = format_angka(float(hasil.tercetak.nilai), hasil.tercetak.desimal)
    scale = skala_name(hasil.tercetak.skala, one.instrumen)
    ours = format_angka(hasil.kita.nilai, digits)
    if hasil.kecocokan is Kecocokan.SAMA:
        return f"Rekap {printed} dan jawaban yang tersimpan {ours} sama ({scale})."
    gap = format_perubahan(hasil.selisih, digits)
    return f"Rekap {printed}, jawaban yang tersimpan {ours} ({scale}): selisih {gap}."


def _explained(hasil: Cocokan, instrumen: Instrumen) -> str:
    told = [_change_words(one, hasil, instrumen) for one in hasil.penjelasan[:DISEBUT]]
    more = len(hasil.penjelasan) - len(told)
    tail = f"; atau {format_bulat(more)} cara lain" if more > 0 else ""
    first = f"Sama persis bila {'; atau bila '.join(told)}{tail}"
    if hasil.berubah > 1 or len(hasil.penjelasan) > 1:
        return f"{first}. Belum pasti: dicoba {format_bulat(hasil.dicoba)} cara, ada yang cocok karena kebetulan."
    return f"{first}."


def _unexplained(hasil: Cocokan, instrumen: Instrumen) -> str:
    nearest = _change_words(hasil.terdekat, hasil, instrumen)
    near = f"yang terdekat {nearest}, " if nearest else ""
    gap = format_perubahan(hasil.sisa, max(hasil.tercetak.desimal, 2))
    return (
        f"Tidak dapat dijelaskan dengan {format_bulat(hasil.dicoba)} cara hitung (paling banyak dua hal diubah); {near}"
        f"masih berselisih {gap}. Kemungkinan datanya yang berbeda."
    )


def _respondents(cocok: Pencocokan, hasil: Cocokan) -> str:
    printed = hasil.tercetak.n
    if printed is None or printed == cocok.n_jawaban:
        return ""
    first = f"Responden di rekap {format_bulat(printed)}, jawaban tersimpan {format_bulat(cocok.n_jawaban)}."
    if hasil.kecocokan is Kecocokan.DIJELASKAN and hasil.penjelasan[0].n == printed:
        return f"{first} Cara itu juga memberi {format_bulat(printed)} responden."
    if cocok.rata_beda is None or is_missing(cocok.rata_beda):
        return first
    low, high = cocok.skala
    count = abs(printed - cocok.n_jawaban)
    if not low <= cocok.rata_beda <= high:
        return f"{first} Responden yang hanya ada di salah satunya saja tidak cukup untuk menjelaskannya."
    where = "jawaban tersimpan" if printed < cocok.n_jawaban else "rekap"
    return (
        f"{first} Bila {format_bulat(count)} responden yang hanya ada di {where} rata-ratanya {format_angka(cocok.rata_beda)} "
        f"(skala {low}-{high}), selisihnya habis."
    )


def own_line(one: RekapSatker) -> str:
    """Whether the printed index is the mean of the printed unsur; '' where it is or cannot be told. Markdown-safe."""
    if one.sendiri is None:
        return ""
    hasil = one.sendiri
    mean = format_angka(hasil.kita.nilai, max(hasil.tercetak.desimal, 2))
    first = f"Indeks yang tertulis bukan rata-rata unsur yang tertulis ({mean})."
    reason = _explained(hasil, one.instrumen) if hasil.penjelasan else ""
    return plain(f"{first} {reason}".strip())


def _change_words(one: Hitungan, hasil: Cocokan, instrumen: Instrumen) -> str:
    """'bobot 0,111', 'Januari 2026 tidak ikut dan jawaban lengkap saja'; '' for no change."""
    changed = one.langkah.changes(hasil.kita.langkah)
    return join_kata([_choice(name, one, instrumen) for name in changed])


def _choice(name: str, one: Hitungan, instrumen: Instrumen) -> str:
    langkah: Langkah = one.langkah
    match name:
        case "skala":
            return f"angka itu dibaca pada {skala_name(langkah.skala, instrumen)}"
        case "tanpa_bulan":
            return f"{_months(langkah.tanpa_bulan)} tidak ikut (n {format_bulat(one.n)})"
        case "tanpa_unsur":
            return f"unsur {instrumen.unsur_at(langkah.tanpa_unsur).nama} tidak ikut"
        case "pembulatan":
            return _rounding(langkah.pembulatan)
    return _usual_choice(name, one, instrumen)


def _usual_choice(name: str, one: Hitungan, instrumen: Instrumen) -> str:
    """The choices that the sensitivity strip knows too."""
    cara = one.langkah.cara
    digits = BOBOT[cara.bobot]
    weight = "bobot tepat" if digits is None else f"bobot dibulatkan {digits} desimal ({_weight(instrumen, digits)})"
    return {
        "konversi": f"konversi {KONVERSI[cara.konversi].nama}",
        "bobot": weight,
        "bulan": "rata-rata bulan" if cara.bulan == RATA_BULAN else "semua bulan digabung",
        "lengkap": f"hanya yang mengisi semua unsur (n {format_bulat(one.n)})",
    }.get(name, "tiap unsur dibulatkan dulu")


def _weight(instrumen: Instrumen, digits: int) -> str:
    return format_angka(1 / len(instrumen.unsur), digits)


def _months(bulan: tuple[int, ...]) -> str:
    if len(bulan) <= 2:
        return join_kata([month_label(one) for one in bulan])
    return f"{month_label(bulan[0])} sampai {month_label(bulan[-1])}"


def _rounding(rule: Pembulatan | None) -> str:
    if rule is None:
        return "tiap unsur dibulatkan dulu"
    what = {NRR: "nilai tiap unsur", HASIL: "hasilnya"}.get(rule.apa, "nilai tertimbang tiap unsur")
    how = {POTONG: "dipotong", GENAP: "dibulatkan ke genap"}.get(rule.cara, "dibulatkan")
    return f"{what} {how} {rule.desimal} desimal"


def region_note(hanya: int) -> str:
    """'; dua satker hanya rekap, tidak ikut rata-rata'; '' for none."""
    return f"; {count_satker(hanya)} hanya rekap, tidak ikut rata-rata" if hanya else ""


def range_note(rentang: tuple[float, float] | None) -> str:
    """'. Rekapnya 2,93 sampai 3,92', for a region that has nothing else; '' without recaps. No mean: nobody knows its weight
    and its error."""
    if rentang is None:
        return ""
    low, high = (format_angka(value) for value in rentang)
    return f". Rekapnya {low}" if low == high else f". Rekapnya {low} sampai {high}"


def other_periods_note(lain: Sequence[tuple[Periode, int]], periode: Periode) -> str:
    """'Ada juga rekap yang bukan tepat Oktober 2026: Triwulan IV 2026 (enam satker).'; '' for none."""
    if not lain:
        return ""
    told = join_kata([f"{one.label} ({count_satker(count)})" for one, count in lain[:DISEBUT]])
    more = f", dan {format_bulat(len(lain) - DISEBUT)} periode lain" if len(lain) > DISEBUT else ""
    return f"Ada rekap lain yang bukan tepat {periode.label}: {told}{more}."


def not_judged_note(hanya: int) -> str:
    """Why satker with only a recap have no weak unsur; '' where there are none."""
    if not hanya:
        return ""
    return (
        f"{awal_kalimat(count_satker(hanya))} hanya punya rekap. Unsurnya tidak dinilai di sini, karena tanpa jawaban tidak diketahui "
        "apakah bedanya kebetulan; nilai unsur di rekap, bila ada, tampil di Satuan Kerja."
    )


def slide_title(view: RingkasanWilayah) -> str:
    """'Rekap IPKP Oktober 2026: tiga satker tanpa jawaban, empat berbeda dari jawaban'."""
    differing = sum(one.is_beda for one in view.rekap_survei)
    parts = [f"{count_satker(view.hanya_rekap)} tanpa jawaban responden"] if view.hanya_rekap else []
    parts += [f"{count_satker(differing)} berbeda dari jawaban"] if differing else []
    return f"Rekap {view.instrumen.indeks} {view.pilihan.periode.label}: {', '.join(parts)}"


def compared_cell(one: RekapSatker) -> str:
    """A recap on a slide: what it is, or how it differs and why."""
    if one.cocok is None:
        return f"{awal_kalimat(n_words(one.tercatat.n))}; jawabannya belum ada"
    hasil = one.cocok.hasil
    if hasil.kecocokan is Kecocokan.DIJELASKAN:
        many = len(hasil.penjelasan) > 1
        doubt = f", satu dari {format_bulat(len(hasil.penjelasan))} cara yang cocok" if many else ""
        return f"{_difference(one, one.cocok)} Cocok bila {_change_words(hasil.penjelasan[0], hasil, one.instrumen)}{doubt}."
    return f"{_difference(one, one.cocok)} {awal_kalimat(reason_short(one))}."


def reason_short(one: RekapSatker) -> str:
    """What explains the difference, for a cell of a table."""
    if one.cocok is None:
        return "belum ada jawaban"
    hasil = one.cocok.hasil
    if hasil.kecocokan is Kecocokan.SAMA:
        return "nilai sama, responden berbeda" if hasil.is_n_sama is False else "sama"
    if hasil.kecocokan is Kecocokan.TIDAK_DIJELASKAN:
        return "tidak dapat dijelaskan"
    many = f" ({format_bulat(len(hasil.penjelasan))} cara cocok)" if len(hasil.penjelasan) > 1 else ""
    return awal_kalimat(_change_words(hasil.penjelasan[0], hasil, one.instrumen)) + many
