"""What is usual in a memory: lengths and acronyms."""

import math
from collections import Counter

import pytest
from duizhao.align.bitext import Pair
from duizhao.qa.checked_pair import checked_pair
from duizhao.qa.norms import acronym_norm, count_stretch, length_norm, memory_norms


def test_a_rare_acronym_is_a_slip_for_a_frequent_one_of_the_same_letters():
    norm = acronym_norm(Counter({"UNODC": 9, "UNDOC": 1, "UNCDO": 4, "OHCHR": 9, "UNDP": 9}))
    assert norm.usual("UNDOC") == "UNODC"
    assert norm.usual("UNCDO") == ""
    assert norm.usual("OHCHR") == ""
    assert norm.usual("UNPD") == "UNDP"


def test_a_small_memory_is_near_to_what_is_usual_in_un_texts():
    prior = length_norm([])
    assert length_norm([prior.centre + 1]).centre == pytest.approx(prior.centre + 1 / 31)
    assert length_norm([prior.centre + 1] * 3000).centre == pytest.approx(prior.centre + 1, abs=0.02)


def test_stretches_together_are_as_the_whole():
    texts = [
        ("委员会通过了人权高专办关于各国义务的报告。", f"The Committee adopted report {i} of OHCHR." * (i % 3 + 1))
        for i in range(30)
    ]
    pairs = [checked_pair(i, Pair(str(i), "paragraph", "", zh, en, 1.0)) for i, (zh, en) in enumerate(texts)]
    whole = memory_norms([count_stretch(pairs, ())])
    assert memory_norms([count_stretch(pairs[:7], ()), count_stretch(pairs[7:], ())]) == whole
    assert whole.acronyms.counts == {"OHCHR": 60}
    assert math.exp(whole.lengths.centre) > 1
