"""A new language is its file, its code among the values of ``documents.language``, and a specimen such as this."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ESPERANTO = r"""
akn = "epo"
job_letter = "P"

[detection]
function_words = "la de kaj al en ke por kun sur"

[dates]
months = [
    "januaro", "februaro", "marto", "aprilo", "majo", "junio",
    "julio", "aŭgusto", "septembro", "oktobro", "novembro", "decembro",
]
ordinal = '-a'

[organs]
"A" = 'La Ĝenerala Asembleo'

[masthead]
distribution = 'Distr(?:\.|\b)'
session = '\p{Lu}[\w -]+ sesio'
agenda_item = 'Punkto (?P<item>.+?) de la tagordo'
adopted = 'Rezolucio adoptita de .*'
proponent = 'surbaze de la raporto'

[meeting]
number = '(?P<number>\d+)-a plena kunsido'

[text]
annex = 'Aldono'
"""
TEXT = """A/RES/99/7
Distr.: Ĝenerala
9 decembro 2044
Naŭdek-naŭa sesio
Punkto 66 (b) de la tagordo
Lampoj
Rezolucio adoptita de la Ĝenerala Asembleo la 8-a de decembro 2044
[surbaze de la raporto de la Tria Komitato (A/99/458, par. 9)]
99/7. Gardado de la lampoj
La Ĝenerala Asembleo,
Memorante sian rezolucion 98/3,
1. Decidas gardi la lampojn kaj la oleon.
48-a plena kunsido
8-a de decembro 2044
Aldono
1. Lampoj estas lumigitaj.
"""
READ = """
import json, sys
from transforms.formats import register
from transforms.language.detect import language_of
rows = register.extract(sys.stdin.buffer.read(), "A_RES_99_7.md")
texts = [clause["text"] for clause in rows["clauses"]]
print(json.dumps(
    rows["documents"][0]
    | {"ids": [clause["clause_id"] for clause in rows["clauses"]], "found": language_of(str(texts))},
    default=str,
))
"""


@pytest.mark.process
def test_a_language_is_known_by_its_file_alone(tmp_path: Path) -> None:
    for room in ("transforms", "warehouse"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "transforms" / "language" / "eo.toml").write_text(ESPERANTO, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=TEXT.replace("\n", "\n\n").encode(),
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    document = json.loads(done.stdout)
    assert document["found"] == "eo"
    assert (document["symbol"], document["agenda_item"], document["agenda_title"]) == ("A/RES/99/7", "66 (b)", "Lampoj")
    assert (document["title"], document["committee_report"]) == ("Gardado de la lampoj", "A/99/458")
    assert (document["published_on"], document["adopted_on"]) == ("2044-12-09", "2044-12-08")
    assert (document["meeting_number"], document["distribution"]) == ("48", "Ĝenerala")
    assert [each.split("#")[1] for each in document["ids"]] == ["pp.1", "op.1", "annex.1.h.1", "annex.1.op.1"]
