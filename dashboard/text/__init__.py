"""Sentences: every page opens with its finding, made by rules from the numbers. One file per page, base for all."""

from dashboard.text.base import ALASAN, basis, change_words, count_satker, gate_label, inert, plain, reasons
from dashboard.text.lemah import BarisLemah, lemah_finding, weak_row
from dashboard.text.responden import KEADAAN_TARGET, count_of, responden_finding, target_states
from dashboard.text.ringkasan import (
    WEAK_NOTE,
    card_note,
    card_value,
    reached_note,
    reached_value,
    region_gate,
    region_title,
    ringkasan_finding,
    weak_value,
)
from dashboard.text.satker import (
    DIMENSI_JUDUL,
    respondents_sentence,
    satker_finding,
    satker_paragraph,
    survey_card_note,
    survey_card_value,
    unsur_note,
    weak_sentence,
)

__all__ = [
    "ALASAN",
    "DIMENSI_JUDUL",
    "KEADAAN_TARGET",
    "WEAK_NOTE",
    "BarisLemah",
    "basis",
    "card_note",
    "card_value",
    "change_words",
    "count_of",
    "count_satker",
    "gate_label",
    "inert",
    "lemah_finding",
    "plain",
    "reached_note",
    "reached_value",
    "reasons",
    "region_gate",
    "region_title",
    "responden_finding",
    "respondents_sentence",
    "ringkasan_finding",
    "satker_finding",
    "satker_paragraph",
    "survey_card_note",
    "survey_card_value",
    "target_states",
    "unsur_note",
    "weak_row",
    "weak_sentence",
    "weak_value",
]
