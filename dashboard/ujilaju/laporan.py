"""docs/laju.md: what the back-test found, in Indonesian, with the words that a statistician needs to judge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.formats import TANPA_NILAI, format_angka, format_bulat, is_missing
from dashboard.ujilaju.cara import GARIS, PANTAU, WILAYAH
from dashboard.ujilaju.deret import JEPARA, PROSES
from dashboard.ujilaju.nilai import (
    SISA,
    Jawaban,
    Nilai,
    by_source,
    calibration,
    mean_log,
    months_known,
    outcomes,
    score,
    with_rest,
)
from dashboard.views.laju import SEPULUH
from scoring.pace_rules import pace_rule

RIWAYAT = {"belum ada": range(1), "1-2 bulan": range(1, 3), "3 bulan atau lebih": range(3, 99)}
Hasil = Mapping[str, Sequence[Jawaban]]

PENGANTAR = """# Laju responden: cara meramal dan uji mundur

Dibuat oleh `python3 pantau.py uji-laju --jepara FOLDER --tulis docs/laju.md`; jangan disunting dengan tangan. Benih acak
pembuat data tetap dan peramalnya tidak mengundi, jadi perintah yang sama memberi tabel yang sama.

## Yang dihitung

- **Jumlah akhir** = responden sampai hari terakhir yang terlihat + yang masih akan datang pada hari kerja sesudahnya.
- **Laju** responden per hari kerja bersebaran gamma: yang terlihat pada periode ini ditambah bulan-bulan sebelumnya (paling lama
  {jendela} hari ke belakang) yang bersama-sama dihitung seberat paling banyak {sebelum} hari kerja.
- **Irama satker sendiri**, dari bulan-bulan sebelumnya: bobot tiap hari dalam pekan dan bobot {akhir} hari kerja terakhir
  tiap bulan, masing-masing ditarik ke 1 seberat {irama} responden. Responden pada hari tutup dihitung pada hari kerja sebelumnya.
- **Sebaran antarhari** (ragam dibagi rata-rata, paling kecil 1) dari bulan-bulan sebelumnya, ditarik ke {phi} seberat {bobot}
  hari. Laju juga dapat berubah sampai akhir periode: ragamnya ditambah {ubah} kali kuadrat perkiraan.
- Jumlah yang akan datang bersebaran **binomial negatif** dengan rata-rata dan ragam itu; peluang dan kisaran {isi} dihitung
  tepat dari sebaran itu. Tambahan responden tidak pernah menurunkan peluang, karena sebaran dan irama hanya dari bulan sebelumnya.
- Hari sesudah unggahan terakhir **belum ada datanya**, bukan kosong: hari itu ikut diramal.

## Cara menguji

Untuk tiap satker dan bulan, yang diketahui 15, 10, 5, dan 2 hari kerja sebelum akhir bulan diberikan kepada tiap cara; tidak ada
yang sesudahnya. Lalu jawabannya dibandingkan dengan yang benar-benar datang. Dinilai hanya target yang belum tercapai saat itu.

- **Brier**: rata-rata kuadrat selisih peluang dan kejadian (0 terbaik). **Log**: rata-rata −ln peluang yang diberikan kepada yang
  terjadi; peluang 0 dan 1 dinilai sebagai 0,01 dan 0,99. Keduanya makin kecil makin baik.
- **Cakupan**: bagian kisaran {isi} yang memuat jumlah yang datang. **Lebar**: lebar rata-ratanya, dalam responden.
- **Data contoh** memakai target satker itu sendiri. Data yang lain tidak mempunyai target; dipakai 10, 20, 30, 43, dan 60.
- **{jepara}**: loket Mal Pelayanan Publik Jepara, Januari-Juni 2021. Sekitar 88 % barisnya diketik sekaligus pada Maret 2022 dengan
  tanggal mundur; sebaran harinya jadi mungkin tidak asli. Loket yang kosong pada datanya tidak dipakai.
- **Proses tiruan**: {proses}.
  Laju tiap satker berbeda dan berubah seperempat dari bulan ke bulan.

Bobot dipilih dengan data contoh dan proses tiruan dari benih **lain** daripada yang dinilai di sini. Jepara hanya ada satu, jadi
ikut dipakai memilih: angkanya sedikit terlalu baik.

Pembanding: Pantau tanpa satu bagiannya; gamma-Poisson dari bulan ini saja; bootstrap hari sendiri (tiap hari yang akan datang sama
dengan salah satu hari yang sudah terlihat, dihitung dengan konvolusi); laju wilayah (Poisson, rata-rata satker lain bulan itu);
garis lurus (laju sampai sekarang, tanpa keraguan).
"""

BATAS = """## Yang tidak dapat dilihat

- Bulan **pertama** satker yang bekerja dalam semburan atau mengejar pada akhir bulan: iramanya belum diketahui, jadi perkiraannya
  terlalu yakin (tabel di atas).
- Perubahan **mendadak** (petugas pindah, pengisian dihentikan karena target tercapai): tidak ada laju masa lalu yang tahu. Karena itu
  keadaannya disebut "bila laju tetap".
- Data contoh dibuat dengan jumlah bulanan yang hampir tetap, jadi kisarannya lebih lebar daripada perlu di sana.
- Tanggal yang diketik mundur memindahkan responden; laju mengikuti tanggal yang tertulis.
"""


def report(hasil: Hasil) -> str:
    """The whole Markdown document."""
    sources = by_source(hasil)
    parts = [_introduction(), "## Ringkasan\n", verdict(hasil) + "\n", *_summary(hasil), ""]
    parts += ["## Sepuluh hari kerja sebelum akhir bulan\n", *_ten_days(sources), ""]
    parts += ["Keadaan yang akan disebut Pantau saat itu, dan berapa yang kemudian mencapai target:\n"]
    parts += [*_states(sources), ""]
    parts += ["## Berapa bulan sebelumnya yang diketahui\n", *_by_history(sources), "", BATAS]
    for sumber, ways in sources.items():
        parts += [f"## {sumber[0].upper()}{sumber[1:]}\n", *_ways(ways), ""]
        parts += ["Pantau menurut sisa hari kerja:\n", *_by_rest(ways[PANTAU]), ""]
        parts += ["Kalibrasi peluang Pantau:\n", *_calibration(ways[PANTAU]), ""]
    return "\n".join(parts)


def verdict(hasil: Hasil) -> str:
    """Whether another way has a better log score over all sources, and how well the interval covers."""
    means = mean_log(hasil)
    own = means[PANTAU]
    better = [f"{nama} ({format_angka(mean, 3)})" for nama, mean in means.items() if mean < own]
    covered = [score(ways[PANTAU]).cakupan for ways in by_source(hasil).values()]
    words = f"Nilai log Pantau {format_angka(own, 3)}, rata-rata {len(covered)} sumber data; "
    words += f"LEBIH BAIK: {', '.join(better)}." if better else "tidak ada pembanding yang lebih baik."
    return f"{words} Cakupan kisaran {_share(pace_rule().isi_kisaran)}: {_share(min(covered))} sampai {_share(max(covered))}."


def _introduction() -> str:
    rule = pace_rule()
    return PENGANTAR.format(
        jendela=rule.jendela_hari,
        sebelum=format_angka(rule.bobot_sebelum, 0),
        akhir=rule.hari_akhir_bulan,
        irama=format_angka(rule.bobot_irama, 0),
        phi=format_angka(rule.sebaran_awal, 0),
        bobot=format_angka(rule.bobot_sebaran, 0),
        ubah=format_angka(rule.ragam_perubahan),
        isi=_share(rule.isi_kisaran),
        jepara=JEPARA,
        proses="; ".join(PROSES),
    )


def _summary(hasil: Hasil) -> Iterator[str]:
    """Log score of every way by source."""
    sources, means = by_source(hasil), mean_log(hasil)
    yield f"| nilai log | {' | '.join(sources)} | rata-rata |"
    yield "|" + "---|" * (len(sources) + 2)
    for nama, mean in means.items():
        cells = [format_angka(score(ways[nama]).log, 3) for ways in sources.values()]
        yield f"| {nama} | {' | '.join(cells)} | {format_angka(mean, 3)} |"


def _ten_days(sources: Mapping[str, Hasil]) -> Iterator[str]:
    yield "| data | ramalan | Brier | log | cakupan | lebar | Brier garis lurus | Brier laju wilayah |"
    yield "|" + "---|" * 8
    for sumber, ways in sources.items():
        own, line, region = (score(with_rest(ways[nama], SEPULUH)) for nama in (PANTAU, GARIS, WILAYAH))
        others = f"{format_angka(line.brier, 3)} | {format_angka(region.brier, 3)}"
        yield f"| {sumber} | {format_bulat(own.soal)} | {_scores(own)} | {others} |"


def _states(sources: Mapping[str, Hasil]) -> Iterator[str]:
    yield "| data | keadaan | banyak | kemudian tercapai |"
    yield "|---|---|---|---|"
    for sumber, ways in sources.items():
        for state, (count, reached) in outcomes(with_rest(ways[PANTAU], SEPULUH)).items():
            share = reached / count if count else float("nan")
            yield f"| {sumber} | {state} | {format_bulat(count)} | {_share(share)} |"


def _by_history(sources: Mapping[str, Hasil]) -> Iterator[str]:
    """Pantau's log score and coverage by the months that were known before."""
    yield f"| data | {' | '.join(f'{nama}: log | cakupan' for nama in RIWAYAT)} |"
    yield "|" + "---|" * (1 + 2 * len(RIWAYAT))
    for sumber, ways in sources.items():
        groups = ([item for item in ways[PANTAU] if months_known(item.soal) in known] for known in RIWAYAT.values())
        cells = (f"{format_angka(own.log, 3)} | {_share(own.cakupan)}" for own in map(score, groups))
        yield f"| {sumber} | {' | '.join(cells)} |"


def _ways(ways: Hasil) -> Iterator[str]:
    yield "| cara | ramalan | peluang | Brier | log | cakupan | lebar |"
    yield "|" + "---|" * 7
    for nama, jawaban in ways.items():
        own = score(jawaban)
        yield f"| {nama} | {format_bulat(own.soal)} | {format_bulat(own.peluang)} | {_scores(own)} |"


def _by_rest(jawaban: Sequence[Jawaban]) -> Iterator[str]:
    yield "| sisa hari kerja | Brier | log | cakupan | lebar |"
    yield "|" + "---|" * 5
    for sisa in SISA:
        yield f"| {sisa} | {_scores(score(with_rest(jawaban, sisa)))} |"


def _calibration(jawaban: Sequence[Jawaban]) -> Iterator[str]:
    yield "| peluang | banyak | rata-rata disebut | terjadi |"
    yield "|---|---|---|---|"
    for item in calibration(jawaban):
        ends = f"{_share(item.dari)} sampai {_share(item.sampai)}"
        yield f"| {ends} | {format_bulat(item.banyak)} | {_share(item.disebut)} | {_share(item.terjadi)} |"


def _scores(nilai: Nilai) -> str:
    figures = (format_angka(nilai.brier, 3), format_angka(nilai.log, 3))
    return " | ".join([*figures, _share(nilai.cakupan), format_angka(nilai.lebar, 1)])


def _share(share: float) -> str:
    return TANPA_NILAI if is_missing(share) else f"{format_angka(share * 100, 0)} %"
