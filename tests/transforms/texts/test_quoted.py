"""A text that a report quotes has ids, numbers and kinds of its own, and the report goes on where it left off."""

from __future__ import annotations

import polars as pl
import pytest

from transforms.formats import register
from transforms.language import labels
from transforms.texts import gaps
from transforms.texts.rows import Rows
from warehouse import tables

REPORT = """\
United Nations

A/99/601

General Assembly

Distr.: General

3 December 2044

Ninety-ninth session

Agenda item 19

# Tides and moons

# Report of the Second Committee

# I. Introduction

1. The Committee debated the item.

# II. Consideration of proposals

2. The Committee adopted both drafts.

# III. Recommendations of the Second Committee

3. The Second Committee recommends the adoption of the following draft resolutions:

# Draft resolution I

# Tides

*The General Assembly*,

*Recalling* its earlier text on tides,

1. *Welcomes* the table of tides contained in the annex to the present resolution;

2. *Decides* to consider tides again.

# Annex

# Table of tides

1. High water.

# Draft resolution II

# Moons

*The General Assembly*,

*Noting* the moons,

# I

1. *Requests* a count of moons;

# II

2. *Also requests* a map.

4. The Committee also recommends the adoption of the following draft decision:

# Draft decision

The General Assembly takes note of the report.

# IV. Other matters

5. The Committee closed its session.
"""


@pytest.fixture(scope="module")
def rows() -> Rows:
    return register.extract(REPORT.encode(), "A_99_601.md")


def test_each_text_has_a_scope_in_which_numbers_begin_anew(rows: Rows) -> None:
    found = [
        (clause["clause_id"].split("#")[1], clause["kind"], clause["verb"])
        for clause in rows["clauses"]
        if clause["kind"] != "heading"
    ]
    assert found == [
        ("I.p.1", "paragraph", None),
        ("II.p.2", "paragraph", None),
        ("III.p.3", "paragraph", None),
        ("III.draft.I.pp.1", "preambular", "Recalling"),
        ("III.draft.I.op.1", "operative", "Welcomes"),
        ("III.draft.I.op.2", "operative", "Decides"),
        ("III.draft.I.annex.1.op.1", "annex", None),
        ("III.draft.II.pp.1", "preambular", "Noting"),
        ("III.draft.II.I.op.1", "operative", "Requests"),
        ("III.draft.II.II.op.2", "operative", "Also requests"),
        ("III.p.4", "paragraph", None),
        ("III.decision.u.1", "operative", None),
        ("IV.p.5", "paragraph", None),
    ]


def test_no_number_is_missed_where_a_text_is_quoted(rows: Rows) -> None:
    clauses = pl.DataFrame(rows["clauses"], {c: t for c, t in tables.CLAUSES.schema.items() if c in rows["clauses"][0]})
    notes = pl.DataFrame(schema=tables.FOOTNOTES.schema)
    assert gaps.gaps(clauses, notes).to_dicts() == []


def test_a_single_draft_without_a_heading_of_its_own_begins_where_its_body_speaks(rows: Rows) -> None:
    start, end = REPORT.index("# Draft resolution I\n"), REPORT.index("# Draft resolution II")
    text = REPORT[:start] + "# Tides\n\n" + REPORT[start:end].split("# Tides\n")[1]
    ids = [clause["clause_id"].split("#")[1] for clause in register.extract(text.encode(), "A_99_601.md")["clauses"]]
    assert ids[-6:] == [
        "III.draft.pp.1",
        "III.draft.op.1",
        "III.draft.op.2",
        "III.draft.annex.1.h.1",
        "III.draft.annex.1.h.2",
        "III.draft.annex.1.op.1",
    ]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Annex to the letter dated 3 May 2044 from the Permanent Representative of Atlantis", ""),
        ("Annex II to the identical letters dated 3 May 2044 from the Chair", "II"),
        ("Annexe à la lettre datée du 3 mai 2044, adressée au Secrétaire général", ""),
        ("Anexo de la carta de fecha 3 de mayo de 2044 dirigida al Secretario General", ""),
        ("Приложение к письму Постоянного представителя Атлантиды от 3 мая 2044 года", ""),
        ("مرفق الرسالة المؤرخة 3 أيار/مايو 2044 الموجهة إلى الأمين العام", ""),
        ("Annex II to the note verbale dated 3 May 2044 from the Mission of Atlantis", "II"),
        ("Annex to the letter of the Chair is the table of tides.", None),
        ("Annexes to the report are not printed", None),
    ],
)
def test_what_a_letter_annexes_is_an_annex(heading: str, label: str | None) -> None:
    assert labels.annex_label(heading) == label


RECOMMENDED = """\
United Nations

E/RES/2044/24

Economic and Social Council

Distr.: General

31 July 2044

2044 session

Agenda item 19 (c)

# Resolution adopted by the Economic and Social Council on 25 July 2044

[*on the recommendation of the Commission on Lamps (E/2044/30)*]

# 2044/24. Lighting the harbours

*The Economic and Social Council*

1. *Recommends* to the General Assembly the adoption of the following draft resolution:

“*The General Assembly*,

“*Recalling* its resolution 98/232 of 15 December 2043, in which it asked for lamps,

“*Mindful* of the “high” tides,

“1. *Takes note* of the work of the expert group;

“2. *Decides*:

“(a) To light the lamps;

“(b) To count the boats;

“3. *Requests* the Commission to report on this in 2046.”

2. *Requests* the Secretariat to publish the text.

36th plenary meeting

25 July 2044
"""


def test_a_draft_that_a_resolution_recommends_has_the_ids_that_the_uns_xml_gives_it() -> None:
    rows = register.extract(RECOMMENDED.encode(), "E_RES_2044_24.md")
    found = [(c["clause_id"].split("#")[1], c["verb"], c["text"][:21]) for c in rows["clauses"]]
    assert found == [
        ("op.1", "Recommends", "Recommends to the Gen"),
        ("quoted.pp.1", "Recalling", "Recalling its resolut"),
        ("quoted.pp.2", "Mindful", "Mindful of the “high”"),
        ("quoted.op.1", "Takes note", "Takes note of the wor"),
        ("quoted.op.2", "Decides", "Decides:"),
        ("quoted.op.2.a", None, "To light the lamps;"),
        ("quoted.op.2.b", None, "To count the boats;"),
        ("quoted.op.3", "Requests", "Requests the Commissi"),
        ("op.2", "Requests", "Requests the Secretar"),
    ]
    assert rows["clauses"][7]["text"].endswith("report on this in 2046.")
    # its numbers are its own, and those of the resolution go on behind it
    assert gaps.gaps(tables.CLAUSES.frame(rows["clauses"]), tables.FOOTNOTES.frame()).is_empty()
    (document,) = rows["documents"]
    assert (document["session"], document["meeting_number"], document["committee_report"]) == (
        "2044",
        "36",
        "E/2044/30",
    )


TASKS = """\
United Nations

S/RES/9999 (2044)

Security Council

Distr.: General

3 December 2044

# Resolution 9999 (2044)

*The Security Council*,

24. *Decides* that the mandate shall include the following tasks:

(i) Lighting of the harbours:

(a) Light the lamps;

(b) Count the boats;

(ii) Pilots and tides

(c) Train the pilots;

(d) Print the tables;

(iii) Reports

(e) Report on them;

25. *Requests* the Secretary-General:

(a) To count the lamps;

(i) By night;

(b) To count the boats.

26. *Demands* that all parties:

a. take measures to:

i. light the lamps, and

ii. count the boats;

b. report on them.

i. e. this is no item.
"""


def test_letters_that_run_on_through_the_groups_of_tasks_stand_each_in_its_group() -> None:
    rows = register.extract(TASKS.encode(), "S_RES_9999(2044).md")
    assert [clause["path"] for clause in rows["clauses"]] == [
        *("24", "24(i)", "24(i)(a)", "24(i)(b)", "24(ii)", "24(ii)(c)", "24(ii)(d)", "24(iii)", "24(iii)(e)"),
        *("25", "25(a)", "25(a)(i)", "25(b)"),
        *("26", "26a", "26ai", "26aii", "26b", ""),
    ]
