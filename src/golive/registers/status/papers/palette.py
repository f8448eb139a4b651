"""Which ink and which shape has each colour? Never the colour alone."""

from __future__ import annotations

INK, INK_2, INK_3, RULE, SOFT, ACCENT = "1B2440", "434C63", "5D667C", "DDE2EA", "F3F5F8", "2A57AB"
FILL = {"green": "2A9663", "amber": "E8951F", "red": "CC2F33", "grey": "7A8394", "": "B9C3D4"}
WASH = {"green": "E6F5EC", "amber": "FEF2DA", "red": "FDECEB", "grey": "EEF0F4", "": "FFFFFF"}
DARK = {"green": "0F6443", "amber": "7A4706", "red": "A31820", "grey": "434C63", "": "1B2440"}
SHAPE = {"green": "●", "amber": "▲", "red": "■", "grey": "○"}
BAR = {"held": "2A9663", "late": "A9BDE3", "beyond": "DCE3F0"}
