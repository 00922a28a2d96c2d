"""When a deviation is accepted, in formulas: the twin of ``orxl.rules.kit.acceptance``.

A deviation is accepted at a place, by its amount, for a reason, by a person, until a day. What was
printed wrong is no acceptance but a fact: it stands on «Trykte avvik».
"""

from __future__ import annotations

from typing import Final

GUARDED: Final = (
    "B001", "B002", "B003", "B004", "B005", "B006", "B021", "K001", "K002", "K019", "F008",
)  # fmt: skip
"""The rules that guard the sums: accepted by place and amount only."""
GUARDED_LIST: Final = "Liste_voktere"
"""The list of them on «Lister»."""
SHORTEST_REASON: Final = 15
"""Fewer characters than this tell nobody why."""
FEWEST_LETTERS: Final = 8
"""So many of them must differ from the first and from blanks: «..............» is no reason."""

GUARDS: Final = f"SUMPRODUCT(({{tbl{GUARDED_LIST}.value}}={{code}})*1)"
"""1 where the row's rule guards the sums."""
TELLS_WHY: Final = (
    f"IF(LEN(TRIM({{reason}}))<{SHORTEST_REASON},0,"
    'IF(LEN(SUBSTITUTE(SUBSTITUTE(TRIM({reason}),LEFT(TRIM({reason}),1),"")," ",""))'
    f"<{FEWEST_LETTERS},0,1))"
)
"""1 where the row's reason is one."""
FILLED_IN: Final = (
    'IF(AND(TRIM({accepted_by})<>"",'
    '({sheet}<>"")+({row}<>"")+({column}<>"")+ISNUMBER({amount})>=4*{guards}),1,0)'
)
"""1 where the row names a person, and of a rule that guards the sums place and amount."""
IN_FORCE: Final = (
    "IF(AND({tells_why}=1,{filled_in}=1,ISNUMBER({accepted_on}),ISNUMBER({valid_until})),"
    "IF(AND({accepted_on}<=Status_per,{valid_until}>=Status_per),1,0),0)"
)
"""1 where the row accepts anything on the day of «Status per»."""
KEY: Final = (
    'IF({in_force}=1,{code}&"|"&{sheet}&"|"&{row}&"|"&{column}&"|"&'
    'IF(ISNUMBER({amount}),ROUND({amount}*100,0),"*"),"")'
)
"""What the row accepts: rule, place and amount in øre, or any amount; blank where nothing."""
PRINTED_KEY: Final = '{code}&"|"&{sheet}&"|"&{row}&"|"&{column}&"|"&ROUND({amount}*100,0)'

CONTROL_KEY: Final = '{rule}&"|"&{sheet}&"|"&{row}&"|"&{column}&"|"'
"""Rule and place of a control; its difference in øre is put after it."""
CONTROL_ACCEPTED: Final = (
    'SUMPRODUCT(({tblGodtatte.key}={key}&ROUND({difference}*100,0))+({tblGodtatte.key}={key}&"*"))'
)
CONTROL_PRINTED: Final = "SUMPRODUCT(({tblTrykte.key}={key}&ROUND({difference}*100,0))*1)"
