"""Voting files composed for the tests: each kind of file, and what it holds."""

from __future__ import annotations

from transforms.votes import files
from transforms.votes.files import Contents

HEADER_2025 = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,"
    "vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
)
HEADER_2024 = (
    "undl_id,ms_codes,ms_names,ms_votes,resolutions,title,modality,draft,committee_report,meeting,agenda_titles,subjects,"
    "date,yes,no,abstentions,non_voting,total"
)
HEADER_SC = (
    "undl_id,date,resolution,draft,meeting,description,agenda,subjects,modality,vote_note,ms_code,ms_name,ms_vote,"
    "permanent_member,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
)
LISTED = [("CHL", "CHILE", "Y"), ("CIV", "CÔTE D'IVOIRE", "N"), ("FJI", "FIJI", "A"), ("TCD", "", "X")]
ROW_2025 = (
    '7,{},"{}",{},2044-12-17,99,A/RES/99/6,A/99/L.8|A/99/L.8/Rev.1,A/99/458,A/99/PV.53,"Maps, of orchards",Trees,'
    "FRUIT TREES|MAPS--ORCHARDS,,1.0,1.0,1.0,1.0,4.0,https://digitallibrary.un.org/record/7"
)
ROW_2024 = (
    '7,{},"{}",{},A/RES/99/6,"Maps, of orchards",vote,A/99/L.8,A/99/458,A/99/PV.53,Trees,MAPS,2044-12-17,1,1,1,1,4'
)
ROW_SC = (
    "8,2044-06-01,S/RES/2999 (2044),S/2044/9,S/PV.9999,Orchards,Trees,MAPS,vote,,{},{},{},False,1.0,1.0,1.0,1.0,4.0,"
    "https://digitallibrary.un.org/record/8"
)


def csv(header: str, row: str, listed: list[tuple[str, str, str]] = LISTED) -> str:
    return "\n".join([header, *(row.format(*each) for each in listed), ""])


GA_2025, GA_2024, SC = csv(HEADER_2025, ROW_2025), csv(HEADER_2024, ROW_2024), csv(HEADER_SC, ROW_SC)

MARC = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Search-Engine-Total-Number-Of-Results: 1 -->
<collection xmlns="http://www.loc.gov/MARC21/slim"><record>
<controlfield tag="001">9</controlfield>
<datafield tag="245" ind1=" " ind2=" "><subfield code="a">Maps of orchards :</subfield>
  <subfield code="b">resolution</subfield></datafield>
<datafield tag="269" ind1=" " ind2=" "><subfield code="a">2044-12-17</subfield></datafield>
<datafield tag="791" ind1=" " ind2=" "><subfield code="a">A/RES/99/6</subfield>
  <subfield code="c">99</subfield></datafield>
<datafield tag="952" ind1=" " ind2=" "><subfield code="a">A/99/PV.53</subfield></datafield>
<datafield tag="993" ind1="2" ind2=" "><subfield code="a">A/99/L.8</subfield></datafield>
<datafield tag="993" ind1="3" ind2=" "><subfield code="a">A/99/458</subfield></datafield>
<datafield tag="996" ind1=" " ind2=" "><subfield code="b">1</subfield><subfield code="c">1</subfield>
  <subfield code="d">0</subfield><subfield code="e">1</subfield><subfield code="f">3</subfield></datafield>
<datafield tag="967" ind1=" " ind2=" "><subfield code="a">1</subfield><subfield code="c">CHL</subfield>
  <subfield code="d">Y</subfield><subfield code="e">CHILE</subfield></datafield>
<datafield tag="967" ind1=" " ind2=" "><subfield code="a">2</subfield><subfield code="b">FJI</subfield>
  <subfield code="d">N</subfield><subfield code="e">FIJI</subfield></datafield>
<datafield tag="967" ind1=" " ind2=" "><subfield code="a">3</subfield><subfield code="b">P</subfield>
  <subfield code="c">FRA</subfield><subfield code="e">FRANCE</subfield></datafield>
</record></collection>
"""

ROLL_CALLS = """rcid,session,importantvote,date,unres,amend,para,short,descr
1,3,0,1948-12-06,R/3/584,0,0,ORCHARDS,TO ADOPT 4-POWER DRAFT RESOL. (A/L.7/REV.1) ON ORCHARDS.
2,26,0,1971-10-02,R/26/2758,0,0,ORCHARDS,RES ON THE RIGHTS OF ORCHARDS
3,45,0,1990-12-03,R/45/74D,NA,NA,ORCHARDS,Maps of orchards
4,45,0,1990-12-03,R/45/74D,NA,1,NA,The President: Paragraph 3 is put to the vote
5,61,0,2006-12-22,R/61/232,NA,NA,Orchards,Orchards in winter
6,61,0,2006-12-22,R/61/232,NA,NA,NA,The President: I shall now put to the vote the motion submitted
7,37,0,1982-12-03,R/37/420,0,0,ORCHARDS,TO TAKE NOTE OF ORCHARDS
8,74,0,2019-12-19,A/RES/74/204,NA,NA,Orchards,Orchards
9,16,0,1961-12-04,R/16/1069B,1,0,ORCHARDS,TO ADOPT PART 2 OF THE 3-POWER AMENDMENT (A/L.375) TO THE DRAFT RESOL.
"""
ROLL_CALL_VOTES = "rcid,country,country_code,vote\n" + "".join(
    f"{rcid},{name},XX,{vote}\n"
    for rcid in range(1, 10)
    for name, vote in (("Chile", "yes"), ("St. Kitts & Nevis", "no"), ("Yugoslavia", "abstain"))
)
CATALOGUE = """undl_id,symbol,title,date,imprint,notes,agenda,agenda_sub,subjects,authors,files,related
1,A/C.3/99/L.4,Maps : draft resolution /,2044-11-08,UN,,A/99/251,MAPS,MAPS,CÃ´te d'Ivoire,,A/RES/99/6|A/99/458/Add.3
2,A/C.3/99/L.5,Pears : draft resolution /,2044-11-08,UN,,A/99/251,MAPS,MAPS,Chile,,
"""


def read(**given: str | bytes) -> Contents:
    """What ``files.read`` makes of files, by their names."""
    return files.read((name, data if isinstance(data, bytes) else data.encode()) for name, data in given.items())


def only_question(contents: Contents) -> dict[str, object]:
    """The question of files that hold one, all of which is known."""
    assert contents.rejections == []
    return contents.questions.row(0, named=True)


def votes_by_state(contents: Contents) -> dict[str, str]:
    """The vote of each State."""
    return dict(contents.votes.select("state_code", "vote").iter_rows())
