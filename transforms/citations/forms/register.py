"""The register of forms: every way in which texts of the UN cite something that is found here.

A new form is a ``Form`` in one of these modules, in its ``FORMS``, with its rows in ``tests/transforms/citations/
test_forms.py``. The order of the register decides only between two forms that find the same words.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.citations.forms import back_references, documents, numbers, other_series, treaties
from transforms.citations.model import Form

FORMS: tuple[Form, ...] = (
    *other_series.FORMS,  # "resolution GC.18/Res.9" is of another organization, though it has the form of a symbol
    *documents.FORMS,
    *treaties.FORMS,
    *back_references.FORMS,
    *numbers.FORMS,
)
BY_NAME: Mapping[str, Form] = {form.name: form for form in FORMS}
