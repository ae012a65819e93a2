"""docs/selang.md: the coverage table in Indonesian, with the words that a statistician needs to judge it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.formats import format_angka, format_bulat
from scoring.coverage import BENTUK, CARA, HAL, MULAI_N, TERENDAH, TERTINGGI, UNSUR, Baris, attainable, distribution_of

SISA = (1, 2, 3, 5)
_HAL = {"unsur": "Unsur (satu pertanyaan, skala 1–6)", "indeks": "Indeks (rata-rata 8 unsur per responden)"}

PENGANTAR = """# Kisaran 95 %: cara hitung dan uji cakupan

Dibuat oleh `python3 pantau.py cakupan --tulis docs/selang.md`; jangan disunting dengan tangan. Benih acaknya tetap, jadi
perintah yang sama memberi tabel yang sama.

## Yang dihitung

- **Model.** Jawaban n responden dipandang sebagai sampel acak sederhana tanpa pengembalian dari N pengguna layanan.
  Sebaran posterior peluang tiap nilai jawaban: Dirichlet dengan prior 1/K untuk masing-masing dari K nilai (jumlah prior 1,
  setara satu responden). Kisaran 95 % adalah selang kredibel; tabel di bawah memeriksa cakupan frekuensinya.
- **N tidak diketahui.** Rata-rata posterior mempunyai momen pertama dan kedua yang tepat. Kuantil 2,5 % dan 97,5 % diambil
  dari sebaran beta pada rentang skala dengan kedua momen itu. Tidak ada pengundian, jadi jawaban yang sama selalu memberi
  kisaran yang sama.
- **N diketahui.** Yang belum pasti hanya jawaban N − n orang yang tidak mengisi; jumlah jawaban mereka bersebaran
  Dirichlet-multinomial (guci Pólya). Inilah koreksi populasi terhingga: tidak ada faktor terpisah. Sampai 8 orang sebarannya
  dihitung tepat, di atas itu dengan sebaran beta bermomen sama. Jumlah jawaban bergerak dalam langkah satu jawaban; tiap ujung
  menyisihkan paling banyak 2,5 %. Bila satu ujung sudah merupakan nilai paling tinggi (atau paling rendah) yang mungkin, tidak
  ada yang tersisih di sana, dan ujung lain menyisihkan paling banyak 5 %; tanpa aturan ini data yang mentok di puncak bercakupan
  sampai 99 %.
- **Indeks** dihitung per responden dahulu, baru kisarannya, sehingga kaitan antarunsur ikut terhitung.
- **n = N** adalah sensus: tidak ada galat sampel, dan halaman menyebut sensus, bukan kisaran selebar nol. **n > N** berarti
  salah satu angka keliru: N tidak dipakai, dan halaman memintanya diperiksa. **Rekap tanpa sebaran jawaban** tidak
  mendapat kisaran. Orang yang tidak mengisi dianggap serupa dengan yang mengisi; kisaran tidak dapat mengukur bias nonrespons.

## Cara menguji

Untuk tiap keadaan dibuat {ulangan} survei tiruan dari sebaran jawaban yang diketahui. Cakupan adalah bagian survei yang
kisarannya memuat rata-rata sebenarnya: nilai harapan bila N tidak diketahui, rata-rata seluruh N orang bila diketahui
(populasinya dibangkitkan lagi pada tiap ulangan). Galat baku simulasi pada cakupan 95 %: {galat} poin persen.

{bentuk}

Indeks: 8 unsur; tiga dari lima responden memberi jawaban yang sama pada semua unsur (halo). Lebar dalam satuan skala 4.
Di luar: bagian survei yang kisarannya melewati ujung skala.

Pembanding: selang t, rata-rata ± t × s/√n × √(1 − n/N), dan bootstrap persentil (500 contoh ulang; simpangannya disusutkan
√(1 − n/N) bila N diketahui).

Ukuran penerimaan: cakupan {terendah} sampai {tertinggi} dan tidak pernah di luar skala, untuk n mulai {mulai}.
n = 10 ditampilkan, tidak dinilai.
"""

BATAS = """## Batas yang tidak dapat dilampaui

Bila yang tidak mengisi hanya beberapa orang, jumlah jawaban mereka hanya punya beberapa nilai, jadi cakupan hanya punya
beberapa kemungkinan. Keadaan di tabel atas masih dapat dipenuhi; yang berikut ini tidak selalu. Tabel ini memuat cakupan yang
paling dekat dengan 95 % dari bawah dan dari atas di antara **semua** kisaran yang mungkin, bahkan bagi orang yang tahu peluang
jawaban yang sebenarnya (dihitung dengan menjumlahkan semua peluang, tanpa simulasi). Pantau memilih sisi atas: lebih baik sedikit
terlalu lebar daripada terlalu sempit.

Contoh yang tidak mungkin dipenuhi: dua puncak, unsur, satu orang tidak mengisi. Satu dari empat orang menjawab 1 dan
setengahnya menjawab 6. Kisaran yang tidak memuat jawaban 1 bercakupan paling banyak 75 %; yang tidak memuat 6 paling banyak
50 %; yang memuat keduanya memuat seluruh skala: 100 %. Cakupan 92 sampai 98 % tidak ada di antaranya. Pencampuran (sekali
terlalu sempit, sekali penuh) memang dapat memberi rata-rata 95 %, tetapi menyesatkan satker yang kebetulan mendapat yang sempit.
"""


def report(baris: Sequence[Baris], ulangan: int) -> str:
    """The whole Markdown document."""
    shapes = ["| bentuk: peluang jawaban | 1 | 2 | 3 | 4 | 5 | 6 |", "|" + "---|" * 7]
    shapes += [f"| {nama} | {' | '.join(format_angka(p) for p in peluang)} |" for nama, peluang in BENTUK.items()]
    head = PENGANTAR.format(
        ulangan=format_bulat(ulangan),
        galat=format_angka((0.95 * 0.05 / ulangan) ** 0.5 * 100),
        bentuk="\n".join(shapes),
        terendah=_percent(TERENDAH, 0),
        tertinggi=_percent(TERTINGGI, 0),
        mulai=MULAI_N,
    )
    parts = [head, "## Ringkasan\n", verdict(baris) + "\n", *_summary(baris), ""]
    for hal in HAL:
        parts += [f"## {_HAL[hal]}\n"]
        for bentuk in BENTUK:
            parts += [f"### {bentuk.capitalize()}\n", *_table(baris, hal, bentuk), ""]
    return "\n".join([*parts, BATAS, *_limits(), ""])


def verdict(baris: Sequence[Baris]) -> str:
    """Whether every judged situation is accepted; the others by name."""
    judged = [item for item in baris if item.n >= MULAI_N]
    missed = [item for item in judged if not item.diterima]
    if not missed:
        return f"Semua {len(judged)} keadaan yang dinilai memenuhi ukuran penerimaan."
    words = "; ".join(
        f"{item.hal}, {item.bentuk}, n {item.n}, N {_users(item)}: {_percent(item.capaian[CARA[0]].cakupan)}"
        for item in missed
    )
    return f"{len(missed)} dari {len(judged)} keadaan yang dinilai TIDAK memenuhi: {words}."


def _summary(baris: Sequence[Baris]) -> Iterator[str]:
    yield "| cara | cakupan terendah | cakupan tertinggi | rata-rata selisih dari 95 % | paling sering di luar skala |"
    yield "|---|---|---|---|---|"
    for cara in CARA:
        found = [item.capaian[cara] for item in baris if item.n >= MULAI_N]
        if found:
            covered = [one.cakupan for one in found]
            off = sum(abs(one - 0.95) for one in covered) / len(covered)
            outside = max(one.di_luar for one in found)
            yield f"| {cara} | {_percent(min(covered))} | {_percent(max(covered))} | {_points(off)} | {_percent(outside)} |"


def _table(baris: Sequence[Baris], hal: str, bentuk: str) -> Iterator[str]:
    groups = " | ".join(f"{cara}: cakupan | lebar | di luar" for cara in CARA)
    yield f"| n | N | {groups} |"
    yield "|" + "---|" * (2 + 3 * len(CARA))
    for item in baris:
        if (item.hal, item.bentuk) == (hal, bentuk):
            cells = " | ".join(
                f"{_percent(one.cakupan)} | {format_angka(one.lebar, 3)} | {_percent(one.di_luar)}"
                for one in (item.capaian[cara] for cara in CARA)
            )
            yield f"| {item.n} | {_users(item)} | {cells} |"


def _limits() -> Iterator[str]:
    yield "| hal | bentuk | tidak mengisi (N − n) | paling dekat dari bawah | paling dekat dari atas |"
    yield "|---|---|---|---|---|"
    for bentuk in BENTUK:
        shares, _ = distribution_of(UNSUR, bentuk)
        for rest in SISA:
            below, above = attainable(shares, rest)
            yield f"| {UNSUR} | {bentuk} | {rest} | {_percent(below, 2)} | {_percent(above, 2)} |"


def _users(item: Baris) -> str:
    return "tidak diketahui" if item.pengguna is None else format_bulat(item.pengguna)


def _percent(share: float, decimals: int = 1) -> str:
    return f"{format_angka(share * 100, decimals)} %"


def _points(share: float) -> str:
    return f"{format_angka(share * 100, 1)} poin"
