"""Headers of real forms with the item they mean, and what happens to headers on their way into a file."""

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path

# instrument -> (header, item or "" for none)
Labelled = list[tuple[str, str, str]]
# Column 3 of the village form, in the codes of the SKM (U9 Sarana is not asked).
_DESA = {"perilaku": "U7", "biaya": "U4", "waktu": "U3", "prosedur": "U2", "persyaratan": "U1", "kompetensi": "U6",
         "pengaduan": "U8"}  # fmt: skip
# The 8th and 9th question of these two sources are Sarana/Pengaduan and Pengaduan/Sarana.
_GIANYAR = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U9", "U8"]
_JEPARA = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9"]
_SURVEIKU = {
    "DEMO_SPKP_8U": ("spkp", ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8"]),
    "DEMO_SPAK_5U_n3": ("spak", ["A2", "A1", "A3", "A4", "A5"]),
    "DEMO_9U_n1": ("skm", [f"U{n}" for n in range(1, 10)]),
    "DEMO_SPAK_5U_n2": ("spak", ["A1", "A2", "A3", "A4", "A5"]),
}


def real_headers(folder: Path) -> Labelled:
    """(instrument, header as exported, item) of the published forms."""
    found: Labelled = []
    for row in _rows(folder / "formats/header_texts_desa_ciawitali.csv"):
        meaning = row["meaning"].split()[0]
        found.append(("skm", row["header_as_exported"], _DESA.get(meaning, "")))
    questions = [row["pertanyaan"] for row in _rows(folder / "gianyar_skck/questions.csv")]
    found += [("skm", text, kode) for text, kode in zip(questions[4:], _GIANYAR, strict=True)]
    for row, kode in zip(_rows(folder / "jepara_mpp/questions.csv"), _JEPARA, strict=True):
        found.append(("skm", row["soal"], kode))
    for row in _rows(folder / "surveiku_reports/published_unsur.csv"):
        if row["report_id"] in _SURVEIKU:
            instrumen, codes = _SURVEIKU[row["report_id"]]
            if row["unsur"] in [f"U{n}" for n in range(1, 10)]:
                found.append((instrumen, row["name"], codes[int(row["unsur"][1:]) - 1]))
    for name in ("gforms_id_locale_utbk.csv", "gforms_en_locale_qris.csv"):
        with (folder / "formats" / name).open(encoding="utf-8", newline="") as lines:
            header = next(csv.reader(lines))
        found += [(instrumen, text, "") for text in header for instrumen in ("skm", "spkp", "spak")]
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


# Headers that name an unsur and are not the answer to it.
NOT_ANSWERS = (
    "Harapan: {}", "Alasan {}", "Saran perbaikan {}", "Seberapa penting {} bagi Anda?", "Kepentingan {}", "Total {}",
    "Rata-rata {}", "NRR {}", "Keluhan tentang {}", "Mengapa {} dinilai demikian?", "Jumlah {}", "{} (alasan)",
    "{} [Harapan]", "Apa kendala dalam hal {}?", "Gap {}", "Target {}",
)  # fmt: skip


def typo(text: str, dice: random.Random) -> str:
    """One slip of the pen in one word of at least six letters: a letter lost, doubled, swapped or another one."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 6]
    if not long:
        return text
    place = dice.choice(long)
    word = words[place]
    at = dice.randrange(1, len(word) - 2)
    kind = dice.randrange(4)
    words[place] = {
        0: word[:at] + word[at + 1 :],
        1: word[: at + 1] + word[at:],
        2: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        3: word[:at] + dice.choice("aeiounrst") + word[at + 1 :],
    }[kind]
    return " ".join(words)


def two_typos(text: str, dice: random.Random) -> str:
    return typo(typo(text, dice), dice)


def lost_word(text: str, dice: random.Random) -> str:
    """One word is missing, but never a negation: without it the header means the opposite."""
    words = text.split(" ")
    free = [place for place, word in enumerate(words) if word.lower() not in ("tidak", "bukan")]
    if len(free) < 3:
        return text
    del words[dice.choice(free)]
    return " ".join(words)


def polite(text: str, dice: random.Random) -> str:
    before = ("Menurut Bapak/Ibu, ", "Mohon penilaian Saudara: ", "Bagaimana menurut Anda ", "12. ", "(wajib) ")
    after = ("", "?", " di unit layanan ini", " *", " pada kantor kami", " (wajib diisi)")
    return f"{dice.choice(before)}{text}{dice.choice(after)}"


def scanned(text: str, dice: random.Random) -> str:
    """As a scanner reads it: 0 for o, 1 for l, once."""
    letter, digit = dice.choice((("o", "0"), ("l", "1")))
    places = [
        at for at, char in enumerate(text) if char == letter and 0 < at < len(text) - 1 and text[at - 1].isalpha()
    ]
    if not places:
        return text
    at = dice.choice(places)
    return text[:at] + digit + text[at + 1 :]


def shouted(text: str, dice: random.Random) -> str:
    return f"  {text.upper()} {dice.choice(('', '.', ' :'))}"


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    typo, two_typos, lost_word, polite, scanned, shouted,
)  # fmt: skip


def mutated(labelled: Labelled, *, times: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Every header ``times`` times, changed in one to three ways."""
    dice = random.Random(seed)
    for instrumen, text, kode in labelled:
        for _ in range(times):
            changed = text
            for change in dice.sample(MUTATIONS, dice.randint(1, 3)):
                if kode or change is not lost_word:  # "Harapan: persyaratan" without its first word is an answer
                    changed = change(changed, dice)
            yield instrumen, changed, kode
