"""Sentences that say less than they seem to, and honest shorthand, for the readers of pain and scores together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.readers.scores.score_reader import ScoreReader
from priorauth.reading.facts import Fact
from priorauth.reading.model import About, Finding, Side, Standing
from tests.readers.reading_one import read_text

DAY = PartialDate(2026, 11, 3)
SIGNS = {Fact.LEG_SYMPTOMS, Fact.ROOT_SIGNS}


def findings(text: str) -> list[Finding]:
    return [item for reader in (PainReader(), ScoreReader()) for item in read_text(reader, text, day=DAY).findings]


FALSE = [
    ("The MRI was of a man whose low back pain began in 2021.", Fact.ONSET),
    ("If the low back pain has been there for six months or longer, come back.", Fact.ONSET),
    ("Her husband has had low back pain since 2019.", Fact.ONSET),
    ("Knee pain since 2018.", Fact.ONSET),
    ("Low back pain, worse since June 2024.", Fact.ONSET),
    ("He wrote that his low back pain began in 2020, which was a mistake.", Fact.ONSET),
    ("Low back pain began in May 2019 and resolved by August 2019.", Fact.ONSET),
    ("Low back pain may have begun around March 2024.", Fact.ONSET),
    ("Typical candidates have had back pain for over six months.", Fact.ONSET),
    ("Has the back pain been there since 2023?", Fact.ONSET),
    ("Physical therapy for low back pain since February 2025.", Fact.ONSET),
    ("No low back pain since 2022.", Fact.ONSET),
    ("Onset of the headaches was January 2024.", Fact.ONSET),
    ("LBP since 3/24.", Fact.ONSET),
    ("Low back pain for less than three months.", Fact.ONSET),
    ("His pain is not axial.", Fact.PATTERN),
    ("Axial pain versus radicular pain remains to be sorted out.", Fact.PATTERN),
    ("Axial low back pain going into the right thigh.", Fact.PATTERN),
    ("Vertebrogenic pain is axial in most patients.", Fact.PATTERN),
    ("The pain does not radiate below the knee.", Fact.LEG_SYMPTOMS),
    ("No numbness today, but the left calf burns at night.", Fact.LEG_SYMPTOMS),
    ("Denies leg pain except after long walks.", Fact.LEG_SYMPTOMS),
    ("No relief of his leg pain.", Fact.LEG_SYMPTOMS),
    ("No new leg weakness.", Fact.LEG_SYMPTOMS),
    ("Leg pain: [ ] none [ ] left [ ] right", Fact.LEG_SYMPTOMS),
    ("His mother denies leg pain.", Fact.LEG_SYMPTOMS),
    ("SLR not negative on the left.", Fact.ROOT_SIGNS),
    ("SLR negative on the right but positive on the left.", Fact.ROOT_SIGNS),
    ("Reflexes 2+ except absent right Achilles.", Fact.ROOT_SIGNS),
    ("Strength was not tested.", Fact.ROOT_SIGNS),
    ("Pain is constant only while he drives.", Fact.UNREMITTING),
    ("The pain is no longer constant.", Fact.UNREMITTING),
    ("Her headache is constant.", Fact.UNREMITTING),
    ("Goal: able to sit for an hour, cannot sit now is to improve.", Fact.LIMITS),
    ("Patients who cannot walk a block qualify.", Fact.LIMITS),
    ("He never said that he cannot sit.", Fact.LIMITS),
    ("Pain is not made worse with sitting.", Fact.WORSE_WITH),
    ("The pain does not match L5-S1.", Fact.MATCHING_LEVELS),
    ("ODI improved by 44%.", Fact.SCORE),
    ("An ODI of 40% or more is required.", Fact.SCORE),
    ("Target NRS 3.", Fact.SCORE),
    ("Wife rates his pain 8/10.", Fact.SCORE),
    ("ODI 44% belongs to another patient.", Fact.SCORE),
    ("ODI was probably around 50%.", Fact.SCORE),
    ("Shoulder pain 7/10.", Fact.SCORE),
    ("NDI 46%.", Fact.SCORE),
    ("ODI ____ %", Fact.SCORE),
    ("PHQ-9 was 12 last year.", Fact.SCORE),
    ("Low back pain since 2019 per the referral letter, which is not accurate.", Fact.ONSET),
    ("Low back pain of two years' duration is described in the leaflet.", Fact.ONSET),
    ("The patient's daughter, 34, has had low back pain for two years.", Fact.ONSET),
    ("Symptoms present for six months are required.", Fact.ONSET),
    ("Low back pain began 2 years ago and was gone after a month.", Fact.ONSET),
    ("Pain has been under control since January 2024.", Fact.ONSET),
    ("Hip pain x 3 years.", Fact.ONSET),
    ("Low back pain started in March 2024; disregard, wrong chart.", Fact.ONSET),
    ("It is doubtful that the low back pain started in 2022.", Fact.ONSET),
    ("Able to walk without low back pain since May 2024.", Fact.ONSET),
    ("Low back surgery in 2019, pain clinic since 2020.", Fact.ONSET),
    ("Pain is axial vs radicular.", Fact.PATTERN),
    ("Pain is mainly axial but shoots into the left shin.", Fact.PATTERN),
    ("Non-radiating chest pain.", Fact.PATTERN),
    ("Does the pain radiate? Yes, left leg.", Fact.LEG_SYMPTOMS),
    ("Pain radiates to the left foot, no numbness.", Fact.LEG_SYMPTOMS),
    ("He used to deny leg pain.", Fact.LEG_SYMPTOMS),
    ("Leg pain absent until last week.", Fact.LEG_SYMPTOMS),
    ("Without gabapentin the leg pain returns.", Fact.LEG_SYMPTOMS),
    ("No improvement in leg numbness.", Fact.LEG_SYMPTOMS),
    ("Leg symptoms: denied in 2024, now present.", Fact.LEG_SYMPTOMS),
    ("SLR negative before the fall.", Fact.ROOT_SIGNS),
    ("Strength 5/5 except left EHL 4/5.", Fact.ROOT_SIGNS),
    ("Reflexes normal apart from the left ankle.", Fact.ROOT_SIGNS),
    ("Straight leg raise: not tested.", Fact.ROOT_SIGNS),
    ("Sensation intact except L5 on the left.", Fact.ROOT_SIGNS),
    ("Pain was constant last year.", Fact.UNREMITTING),
    ("Pain is constant according to the questionnaire of his wife.", Fact.UNREMITTING),
    ("She said she could sit; cannot sit was a typing error.", Fact.LIMITS),
    ("If he cannot sit for ten minutes he should call.", Fact.LIMITS),
    ("Sitting does not bring on the pain.", Fact.WORSE_WITH),
    ("The surgeon will tell whether the pain matches L5-S1.", Fact.MATCHING_LEVELS),
    ("ODI 44% in the sample report.", Fact.SCORE),
    ("ODI range 0-100%.", Fact.SCORE),
    ("ODI 44% expected after treatment.", Fact.SCORE),
    ("The insurer asks for NRS 4 or higher.", Fact.SCORE),
    ("ODI decreased 20%.", Fact.SCORE),
    ("Right knee NRS 7.", Fact.SCORE),
    ("ODI 44%, copied forward from 2024.", Fact.SCORE),
    ("NRS 7 before the injection, 2 after.", Fact.SCORE),
]


@pytest.mark.parametrize(("text", "fact"), FALSE)
def test_a_sentence_that_does_not_say_it_does_not_help(text: str, fact: Fact) -> None:
    """A leg or a root that is denied on one side and there on the other is heard as there."""
    found = findings(text)
    helping = [item for item in found if item.fact is fact and item.side is Side.HELPS]
    is_heard = fact in SIGNS and any(item.fact in SIGNS and item.side is Side.HARMS for item in found)
    assert not helping or is_heard


HONEST: list[tuple[str, Fact, Mapping[str, object]]] = [
    ("LBP x 18 mo.", Fact.ONSET, {"since": "2025-05"}),
    ("CLBP since 6/2024.", Fact.ONSET, {"since": "2024-06"}),
    ("52F w/ 2 yr hx of LBP.", Fact.ONSET, {"since": "2024-11"}),
    ("Pt reports LBP began 3/14/2025 after a fall at work.", Fact.ONSET, {"since": "2025-03-14"}),
    ("Onset: Feb 2025, lifting.", Fact.ONSET, {"since": "2025-02"}),
    ("Back pain > 1 yr.", Fact.ONSET, {"is_floor": True}),
    ("LBP started ~8 months ago, no trauma.", Fact.ONSET, {"since": "2026-03"}),
    ("Low back pain has been present for more than two years.", Fact.ONSET, {"since": "2024-11-03"}),
    ("C/o low back pain since Jan '25.", Fact.ONSET, {"since": "2025-01"}),
    ("DOI: 9/9/2025.", Fact.ONSET, {"since": "2025-09-09"}),
    ("Low back pain since April 2, 2025, when he lifted a motor.", Fact.ONSET, {"since": "2025-04-02"}),
    ("Sx duration 14 months.", Fact.ONSET, {"since": "2025-09"}),
    ("Axial LBP, non-radiating.", Fact.PATTERN, {"pattern": "axial"}),
    ("Pain is midline at the belt line, no radiation.", Fact.PATTERN, {"pattern": "axial"}),
    ("Pain stays in the low back and does not travel.", Fact.PATTERN, {"pattern": "axial"}),
    ("LBP localized to the lumbosacral region.", Fact.PATTERN, {"pattern": "axial"}),
    ("Pain is constant, 24/7.", Fact.UNREMITTING, {}),
    ("Unrelenting pain, never goes away.", Fact.UNREMITTING, {}),
    ("Unable to sit > 20 min.", Fact.LIMITS, {}),
    ("Can't stand more than 10 minutes or lift groceries.", Fact.LIMITS, {}),
    ("Off work since May due to pain.", Fact.FUNCTIONAL_IMPAIRMENT, {}),
    ("Difficulty w/ ADLs and sleep.", Fact.FUNCTIONAL_IMPAIRMENT, {}),
    ("Worse w/ sitting, forward flexion and lifting.", Fact.WORSE_WITH, {}),
    ("Aggravating factors: sitting, bending forward.", Fact.WORSE_WITH, {}),
    ("Better w/ lying down.", Fact.EASED_BY, {}),
    ("Pain concordant with L4-5 and L5-S1.", Fact.MATCHING_LEVELS, {"places": ["L4-L5", "L5-S1"]}),
    ("His pain matches the L5-S1 Modic changes.", Fact.MATCHING_LEVELS, {"places": ["L5-S1"]}),
    ("ODI 27/50 (54%).", Fact.SCORE, {"number": "54"}),
    ("Oswestry: 48% today.", Fact.SCORE, {"number": "48"}),
    ("NPRS 7/10 current, 9/10 worst, 5/10 best.", Fact.SCORE, {"number": "7"}),
    ("Pain 6-7/10.", Fact.SCORE, {"number": "7", "low": "6"}),
    ("VAS 7.2 cm.", Fact.SCORE, {"number": "7.2", "unit": "cm"}),
    ("PHQ-9 = 4, GAD-7 = 2.", Fact.SCORE, {"number": "4"}),
    ("ODI 58% (10/20/2026).", Fact.SCORE, {"number": "58"}),
    ("Avg pain 6/10.", Fact.SCORE, {"number": "6"}),
    ("Pt c/o axial LBP x 2.5 yrs.", Fact.ONSET, {"since": "2024-05"}),
    ("Low back pain first started in August 2025 following a fall.", Fact.ONSET, {"since": "2025-08"}),
    ("HPI: 47 y/o female with LBP since 11/2024.", Fact.ONSET, {"since": "2024-11"}),
    ("Chronic midline low back pain for the past 3 years.", Fact.ONSET, {"since": "2023-11"}),
    ("He has had this pain since September 2025.", Fact.ONSET, {"since": "2025-09"}),
    ("Low back pain began about 20 months ago without trauma.", Fact.ONSET, {"since": "2025-03"}),
    ("Back pain: 2 years.", Fact.ONSET, {"since": "2024-11"}),
    ("Date of injury: 06/17/2025.", Fact.ONSET, {"since": "2025-06-17"}),
    ("Low back pain ongoing since spring 2025.", Fact.ONSET, {"since": "2025"}),
    ("Her back pain has persisted for over a year.", Fact.ONSET, {"since": "2025-11-03"}),
    ("Pain is confined to the lower lumbar region.", Fact.PATTERN, {"pattern": "axial"}),
    ("Axial pain pattern w/o radiation.", Fact.PATTERN, {"pattern": "axial"}),
    ("Deep aching axial low back pain.", Fact.PATTERN, {"pattern": "axial"}),
    ("Pain is unremitting.", Fact.UNREMITTING, {}),
    ("Pain is there 24/7 and never goes away.", Fact.UNREMITTING, {}),
    ("Cannot sit >15 min at work.", Fact.LIMITS, {}),
    ("No longer able to play golf or garden.", Fact.LIMITS, {}),
    ("Needs help with dressing and chores.", Fact.FUNCTIONAL_IMPAIRMENT, {}),
    ("Pain interferes with sleep and work.", Fact.FUNCTIONAL_IMPAIRMENT, {}),
    ("Aggravated by prolonged sitting, bending, lifting.", Fact.WORSE_WITH, {}),
    ("Sitting makes it worse.", Fact.WORSE_WITH, {}),
    ("Relieved w/ lying flat.", Fact.EASED_BY, {}),
    ("LBP c/w vertebrogenic pain from L5-S1; symptoms concordant.", Fact.MATCHING_LEVELS, {"places": ["L5-S1"]}),
    ("Symptoms correlate with Modic changes at L4-5.", Fact.MATCHING_LEVELS, {"places": ["L4-L5"]}),
    ("Oswestry score today: 52%.", Fact.SCORE, {"number": "52"}),
    ("ODI = 24/50 = 48%.", Fact.SCORE, {"number": "48"}),
    ("Pain: 7/10 now, 9/10 at worst.", Fact.SCORE, {"number": "7"}),
    ("VAS pain 7/10.", Fact.SCORE, {"number": "7"}),
    ("PHQ-9 total 3.", Fact.SCORE, {"number": "3"}),
    ("Rates his low back pain 8 out of 10.", Fact.SCORE, {"number": "8"}),
]


@pytest.mark.parametrize(("text", "fact", "value"), HONEST)
def test_honest_shorthand_is_stated(text: str, fact: Fact, value: Mapping[str, object]) -> None:
    found = findings(text)
    stated = [i for i in found if i.fact is fact and i.standing is Standing.STATED and i.about is About.PATIENT]
    dumps = [item.value.model_dump(mode="json") for item in stated]
    assert any(all(dump.get(key) == wanted for key, wanted in value.items()) for dump in dumps)
    assert Side.HARMS not in {item.side for item in found}


DENIED = [
    ("No LE sx.", Fact.LEG_SYMPTOMS),
    ("Denies N/T/W in BLE.", Fact.LEG_SYMPTOMS),
    ("No radicular pain, numbness or weakness.", Fact.LEG_SYMPTOMS),
    ("Neg for leg pain, tingling, weakness.", Fact.LEG_SYMPTOMS),
    ("SLR (-) B/L.", Fact.ROOT_SIGNS),
    ("DTRs 2+ symm, motor 5/5 t/o, sens intact LT.", Fact.ROOT_SIGNS),
    ("Strength 5/5 BLE. Reflexes 2+ and symmetric.", Fact.ROOT_SIGNS),
    ("Denies radiation to legs.", Fact.LEG_SYMPTOMS),
    ("No LE pain/paresthesias/weakness.", Fact.LEG_SYMPTOMS),
    ("ROS: no numbness, no tingling, no leg weakness.", Fact.LEG_SYMPTOMS),
    ("There are no radicular symptoms in either leg.", Fact.LEG_SYMPTOMS),
    ("He denies numbness and tingling in the lower extremities.", Fact.LEG_SYMPTOMS),
    ("SLR: negative bilaterally.", Fact.ROOT_SIGNS),
    ("5/5 strength in all LE myotomes bilaterally.", Fact.ROOT_SIGNS),
    ("Neuro: motor 5/5, sensation intact, reflexes symmetric.", Fact.ROOT_SIGNS),
    ("Seated SLR neg bilat, slump neg.", Fact.ROOT_SIGNS),
    ("Sensation intact to light touch L2-S1.", Fact.ROOT_SIGNS),
]


@pytest.mark.parametrize(("text", "fact"), DENIED)
def test_honest_shorthand_denies(text: str, fact: Fact) -> None:
    found = [item for item in findings(text) if item.fact is fact]
    assert {item.standing for item in found} == {Standing.DENIED}
    assert Side.HARMS not in {item.side for item in findings(text)}
