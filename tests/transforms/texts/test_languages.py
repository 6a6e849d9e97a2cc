"""Mastheads, formulas, numbering and the order of lines in the six languages; the texts are composed by us."""

from __future__ import annotations

import datetime as dt

import pytest
import regex

from transforms.formats import pdf, register
from transforms.language import numerals
from transforms.pages.flow import read_content
from transforms.pages.model import Page, Run
from transforms.texts import masthead
from transforms.texts.reader import rows_of

TRANSCRIBED = {
    "en": """A/RES/99/7
Distr.: General
9 December 2044
Ninety-ninth session
Agenda item 66 (b)
Lamps
Resolution adopted by the General Assembly on 8 December 2044
[on the report of the Third Committee (A/99/458, para. 9)]
99/7. Keeping of lamps
The General Assembly,
Recalling its resolution 98/3,
1. Decides to keep:
(a) Lamps:
(i) Old lamps;
(ii) New lamps;
(b) Oil.
48th plenary meeting
8 December 2044
Annex
1. Lamps are lit.
""",
    "fr": """A/RES/99/7
Distr. générale
9 décembre 2044
Quatre-vingt-dix-neuvième session
Point 66 b) de l’ordre du jour
Lampes
Résolution adoptée par l’Assemblée générale le 8 décembre 2044
[sur la base du rapport de la Troisième Commission (A/99/458, par. 9)]
99/7. Garde des lampes
L’Assemblée générale,
Rappelant sa résolution 98/3,
1. Décide de garder :
a) Les lampes :
i) Les vieilles ;
ii) Les nouvelles ;
b) L’huile.
48e séance plénière
8 décembre 2044
Annexe
1. Les lampes sont allumées.
""",
    "es": """A/RES/99/7
Distr. general
9 de diciembre de 2044
Nonagésimo noveno período de sesiones
Tema 66 b) del programa
Lámparas
Resolución aprobada por la Asamblea General el 8 de diciembre de 2044
[sobre la base del informe de la Tercera Comisión (A/99/458, párr. 9)]
99/7. Cuidado de las lámparas
La Asamblea General,
Recordando su resolución 98/3,
1. Decide guardar:
a) Las lámparas:
i) Las viejas;
ii) Las nuevas;
b) El aceite.
48ª sesión plenaria
8 de diciembre de 2044
Anexo
1. Las lámparas se encienden.
""",
    "ru": """A/RES/99/7
Distr.: General
9 December 2044
Девяносто девятая сессия
Пункт 66 b) повестки дня
Лампы
Резолюция, принятая Генеральной Ассамблеей 8 декабря 2044 года
[по докладу Третьего комитета (A/99/458, пункт 9)]
99/7. Хранение ламп
Генеральная Ассамблея,
ссылаясь на свою резолюцию 98/3,
1. постановляет хранить:
a) лампы:
i) старые;
ii) новые;
b) масло.
48-е пленарное заседание
8 декабря 2044 года
Приложение
1. Лампы зажигают.
""",
    "ar": """A/RES/99/7
Distr.: General
9 December 2044
الدورة التاسعة والتسعون
البند 66 (ب) من جدول الأعمال
المصابيح
قرار اتخذته الجمعية العامة في 8 كانون الأول/ديسمبر 2044
[بناء على تقرير اللجنة الثالثة (A/99/458، الفقرة 9)]
99/7 - حفظ المصابيح
إن الجمعية العامة،
إذ تشير إلى قرارها 98/3،
1 - تقرر حفظ ما يلي:
(أ) المصابيح:
’1‘ القديمة؛
’2‘ الجديدة؛
(ب) الزيت.
الجلسة العامة 48
8 كانون الأول/ديسمبر 2044
المرفق
1 - توقد المصابيح.
""",
    "zh": """A/RES/99/7
Distr.: General
9 December 2044
第九十九届会议
议程项目66(b)
灯
2044年12月8日大会决议
[根据第三委员会的报告(A/99/458，第9段)通过]
99/7. 灯的保管
大会，
回顾其第98/3号决议，
1. 决定保管：
(a) 灯：
㈠ 旧灯；
㈡ 新灯；
(b) 油。
第48次全体会议
2044年12月8日
附件
1. 灯已点亮。
""",
}
"""One short resolution in the six languages, as each prints it, a paragraph a line."""
IDS = ["pp.1", "op.1", "op.1.a", "op.1.a.i", "op.1.a.ii", "op.1.b", "annex.1.h.1", "annex.1.op.1"]


@pytest.mark.parametrize("language", TRANSCRIBED)
def test_a_text_has_the_same_ids_and_masthead_in_every_language(language: str) -> None:
    text = TRANSCRIBED[language].replace("\n", "\n\n")
    rows = register.extract(text.encode(), f"A_RES_99_7.{language}.md")
    (document,) = rows["documents"]
    assert document["language"] == language
    assert (document["symbol"], document["session"]) == ("A/RES/99/7", "99")
    assert document["agenda_item"].replace(" ", "").strip("()").removesuffix(")")[:2] == "66"
    assert document["adopted_on"] == dt.date(2044, 12, 8)
    assert document["published_on"] == dt.date(2044, 12, 9)
    assert document["meeting_number"] == "48"
    assert document["committee_report"] == "A/99/458"
    assert document["agenda_title"]
    assert document["title"]
    assert not document["title"].startswith(("-", "99/7"))
    assert [clause["clause_id"].split("#")[1] for clause in rows["clauses"]] == IDS
    kinds = [clause["kind"] for clause in rows["clauses"]]
    assert kinds == ["preambular", *["operative"] * 5, "heading", "annex"]


LISTS = {
    "Roman numerals": ([numerals.roman(n) for n in range(1, 45)], "op.1.a."),
    "letters": ([numerals.letter(n) for n in range(1, 40)], "op.1."),
}


@pytest.mark.parametrize("kind", LISTS)
def test_every_item_of_a_long_list_has_the_parent_of_the_first(kind: str) -> None:
    labels, parent = LISTS[kind]
    above = "1. Decides to keep:\n" + ("(a) Lamps:\n" if kind == "Roman numerals" else "")
    items = "".join(f"({label}) Lamp of the harbour;\n" for label in labels)
    text = regex.sub(r"1\. Decides.*\(b\) Oil\.\n", above + items, TRANSCRIBED["en"], flags=regex.DOTALL)
    rows = register.extract(text.replace("\n", "\n\n").encode(), "A_RES_99_7.en.md")
    found = [clause["clause_id"].split("#")[1] for clause in rows["clauses"] if "Lamp of" in clause["text"]]
    assert found == [parent + label for label in labels]


SECTIONS = {
    "ar": ("أولا - المصابيح", "ألف - مصابيح الموانئ", "1 - الميناء الكبير", "كل المصابيح مضاءة طوال الليل."),
    "zh": ("一. 灯塔", "A. 港口的灯塔", "1. 大港口", "所有灯塔整夜亮着。"),
}


@pytest.mark.parametrize("language", SECTIONS)
def test_sections_have_the_numbers_of_the_english_text(language: str) -> None:
    *headings, said = SECTIONS[language]
    runs = [
        Run(text, 60.0, y - 8, 60.0 + 8 * len(text), y + 2, y, 12.0, "Times", text != said, False)
        for y, text in zip((100.0, 140.0, 180.0, 220.0), SECTIONS[language], strict=True)
    ]
    page = Page(2, 612.0, 792.0, tuple(runs), ())
    document = pdf.document_of(read_content([page]), [page], "born_digital")
    found = rows_of(document, masthead.read_masthead(document, "A/99/301")).plain()["clauses"]
    assert [clause["path"] for clause in found] == ["I", "A", "1", ""]
    assert found[-1]["clause_id"] == "A/99/301#I.A.u.1"
    assert [clause["text"] for clause in found[:3]] == [regex.split(r"[.-] ", text)[1] for text in headings]
